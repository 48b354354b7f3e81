package dev.agentpool.config;

import dev.agentpool.settings.InvalidSetting;
import dev.agentpool.settings.SettingKeys;
import dev.agentpool.settings.Settings;
import dev.agentpool.usage.ProviderIds;
import dev.agentpool.usage.UsagePolicy;
import dev.agentpool.usage.UsageStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tomlj.TomlTable;

/**
 * {@code [usage]} of the user's {@code config.toml}: how much must be left of a plan, and what may
 * be asked and paid. A project's file cannot say this.
 */
public final class UsageTable {
  /** The table's name; {@link PoolFiles} lets it pass. */
  static final String TABLE = "usage";

  private static final String LEAST = "min_remaining_percent";
  private static final String STALE = "stale_after";
  private static final String REFRESH = "auto_refresh_after";
  private static final String BLOCK = "block_on_statuses";
  private static final String OVERAGE = "allow_overage";
  private static final String INTERNAL = "internal_interfaces";
  private static final List<String> KEYS = List.of(LEAST, STALE, REFRESH, BLOCK, OVERAGE, INTERNAL);

  /** Whose own interfaces are known. */
  public static final List<String> INTERNAL_ONES = List.of("copilot-cli", "devin-cli");

  private UsageTable() {}

  /** As the file says it at each question; what reading throws is thrown at each question. */
  public static Supplier<UsagePolicy> of(Home home) {
    return new Stamped<>(home.config(), () -> read(home))::get;
  }

  /** Throws {@link ConfigException} with every problem found. */
  public static UsagePolicy read(Home home) {
    TomlFile file = new TomlFile(home.config());
    UsagePolicy policy = of(file);
    file.throwProblems();
    return policy;
  }

  /** What {@code [usage]} of a file says; a wrong one is that file's problem. */
  static UsagePolicy of(TomlFile file) {
    UsagePolicy usual = UsagePolicy.STANDARD;
    TomlTable table = file.value(file.root(), TABLE, TomlTable.class, "a table, as in [usage]");
    if (table == null) {
      return usual;
    }
    file.allowOnly(table, " in [usage]", KEYS);
    Duration stale = duration(file, table, STALE);
    return new UsagePolicy(
        least(file, table, usual.minRemainingPercent()),
        stale == null ? usual.staleAfter() : stale,
        duration(file, table, REFRESH),
        table.contains(List.of(BLOCK)) ? statuses(file, table) : usual.blockOn(),
        providers(file, table, OVERAGE, SettingKeys.PROVIDERS),
        providers(file, table, INTERNAL, INTERNAL_ONES));
  }

  private static int least(TomlFile file, TomlTable table, int usual) {
    Long said = file.value(table, LEAST, Long.class, "a whole number, 0 to 100");
    if (said != null && (said < 0 || said > 100)) {
      file.problem(table.inputPositionOf(List.of(LEAST)), LEAST + " must be 0 to 100, not " + said);
      return usual;
    }
    return said == null ? usual : said.intValue();
  }

  private static @Nullable Duration duration(TomlFile file, TomlTable table, String key) {
    Object said = file.value(table, key, Object.class, "a duration");
    if (said == null) {
      return null;
    }
    try {
      return Settings.read(Map.of(SettingKeys.TIMEOUT.name(), said))
          .value(SettingKeys.TIMEOUT)
          .orElseThrow();
    } catch (InvalidSetting wrong) {
      file.problem(
          table.inputPositionOf(List.of(key)),
          key + " must be a duration, such as 1800, \"30m\" or \"2h\", not \"" + said + "\"");
      return null;
    }
  }

  private static Set<UsageStatus> statuses(TomlFile file, TomlTable table) {
    List<String> words = new ArrayList<>();
    for (UsageStatus status : UsageStatus.values()) {
      words.add(status.wireName());
    }
    Set<UsageStatus> statuses = EnumSet.noneOf(UsageStatus.class);
    for (String word : file.texts(table, BLOCK, "a list of " + String.join(", ", words))) {
      UsageStatus.of(word)
          .ifPresentOrElse(
              statuses::add,
              () ->
                  file.problem(
                      table.inputPositionOf(List.of(BLOCK)),
                      BLOCK + " takes " + String.join(", ", words) + ", not \"" + word + "\""));
    }
    return statuses;
  }

  private static Set<String> providers(
      TomlFile file, TomlTable table, String key, List<String> known) {
    Set<String> providers = new HashSet<>();
    for (String word : file.texts(table, key, "a list of " + String.join(", ", known))) {
      String provider = ProviderIds.provider(word);
      if (known.contains(provider) || key.equals(OVERAGE) && provider.startsWith("acp:")) {
        providers.add(provider);
      } else {
        file.problem(
            table.inputPositionOf(List.of(key)),
            key + " takes " + String.join(", ", known) + ", not \"" + word + "\"");
      }
    }
    return providers;
  }
}
