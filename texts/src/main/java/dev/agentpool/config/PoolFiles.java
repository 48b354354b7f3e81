package dev.agentpool.config;

import dev.agentpool.settings.InvalidSetting;
import dev.agentpool.settings.SettingKey;
import dev.agentpool.settings.SettingKeys;
import dev.agentpool.settings.Settings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.tomlj.TomlArray;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/**
 * Reads {@code PROJECT/.agent-pool/pool.toml} over the user's {@code config.toml}. A project
 * without a file is a pool with the built-in values.
 *
 * <p>A project's file may not say what needs trust ({@code SettingKey.needsTrust}) unless the
 * user's own file trusts that project: a cloned repository must not bring its own executable.
 */
public final class PoolFiles {
  /** What only one provider understands stands in [provider.NAME]. */
  private static final String PROVIDERS_OWN = "provider";

  private static final List<String> TABLES =
      List.of(
          "name", "slots", "settings", PROVIDERS_OWN, "budget", "scaling", "supervisor", "slot");

  private final Home home;
  private final TrustBook trust;
  private final Dialect other;
  private final Map<Path, Stamped<List<String>>> needs = new ConcurrentHashMap<>();

  public PoolFiles(Home home) {
    this(home, Dialect.NONE);
  }

  /**
   * @param other a way to write a project's file beside agentpool's own
   */
  public PoolFiles(Home home, Dialect other) {
    this.home = home;
    this.other = other;
    this.trust = new TrustBook(home);
  }

  public static Path poolFile(Path project) {
    return project.resolve(".agent-pool").resolve("pool.toml");
  }

  /** Throws {@link ConfigException} with every problem found. */
  public PoolConfig read(Path project) {
    TomlFile userFile = userFile();
    Settings user = settings(userFile, userFile.root());
    PricesTable.of(userFile); // money is not counted by half of what a person said
    boolean trusted =
        TrustBook.projects(userFile).stream().anyMatch(path -> TrustBook.isProject(path, project));
    userFile.throwProblems();

    TomlFile file = new TomlFile(poolFile(project));
    TomlTable root = file.root();
    Optional<Dialect.Said> said = other.read(poolFile(project));
    if (said.isEmpty()) {
      file.allowOnly(root, "", TABLES);
    }
    String name =
        said.isPresent() ? said.get().name() : file.value(root, "name", String.class, "text");
    Settings own = settings(file, root);
    checkTrust(file, root, own, trusted, project);
    Settings settings = said.map(theirs -> own.over(theirs.settings())).orElse(own);
    List<SlotConfig> slots =
        said.map(Dialect.Said::slots)
            .map(PoolFiles::plainSlots)
            .orElseGet(() -> slots(file, root, trusted, project));
    BudgetTable budget = BudgetTable.of(file, root);
    Scaling scaling = OperationTables.scaling(file, root, slots.size());
    Supervision supervision = OperationTables.supervision(file, root);
    file.throwProblems();
    return new PoolConfig(
        name == null || name.isBlank() ? String.valueOf(project.getFileName()) : name,
        project,
        slots,
        user,
        settings,
        budget.caps(),
        budget.reserve(),
        scaling,
        supervision);
  }

  private static List<SlotConfig> plainSlots(int count) {
    return IntStream.range(0, Math.min(PoolConfig.MAX_SLOTS, count))
        .mapToObj(i -> new SlotConfig("slot-" + i, null, null, null, Settings.EMPTY))
        .toList();
  }

  /** What a person should know of a project's file that is written in the other way. */
  public List<String> notices(Path project) {
    return other.read(poolFile(project)).map(Dialect.Said::notices).orElse(List.of());
  }

  private TomlFile userFile() {
    TomlFile file = new TomlFile(home.config());
    file.allowOnly(
        file.root(),
        "",
        List.of(
            "settings",
            PROVIDERS_OWN,
            "trust",
            PolicyTable.TABLE,
            PricesTable.TABLE,
            UsageTable.TABLE,
            WebhookOrigins.TABLE,
            SkillPolicy.TABLE,
            ArtifactRules.TABLE,
            GitPolicy.TABLE,
            SessionsTable.TABLE,
            RedactionTable.TABLE,
            ModelCatalogPaths.KEY));
    return file;
  }

  /**
   * All that is wrong in both files: also in the tables of the user's that a pool does without and
   * only some commands read.
   */
  public List<ConfigProblem> problems(Path project) {
    Set<ConfigProblem> all = new LinkedHashSet<>();
    try {
      TomlFile file = userFile();
      settings(file, file.root());
      TrustBook.projects(file);
      SkillPolicy.of(file);
      PolicyTable.of(file);
      PricesTable.of(file);
      UsageTable.of(file);
      ModelCatalogPaths.of(file);
      RedactionTable.of(file, _ -> {});
      GitPolicy.of(file);
      ArtifactRules.of(file);
      SessionsTable.of(file);
      WebhookOrigins.of(file);
      file.throwProblems();
    } catch (ConfigException wrong) {
      all.addAll(wrong.problems());
    }
    try {
      read(project);
    } catch (ConfigException wrong) {
      all.addAll(wrong.problems());
    }
    return List.copyOf(all);
  }

  /** Whether the user's file trusts a project with what runs commands, now. */
  public boolean trusts(Path project) {
    return trust.trusts(project);
  }

  /**
   * When a project's file says what needs trust, and it is not trusted now: what is the matter. For
   * pools that were read when it still was. Cheap: the file is read again when it changed.
   */
  public Optional<String> untrusted(Path project) {
    if (trust.trusts(project)) {
      return Optional.empty();
    }
    return needs
        .computeIfAbsent(
            project, path -> new Stamped<>(poolFile(path), () -> needsTrust(poolFile(path))))
        .get()
        .stream()
        .findFirst()
        .map(key ->
            key
                + " in "
                + poolFile(project)
                + " needs your word, and "
                + home.config()
                + " does not trust this project now: add \""
                + project
                + "\" to [trust] projects, or take the setting out");
  }

  private static List<String> needsTrust(Path poolFile) {
    List<String> found = new ArrayList<>();
    try {
      TomlFile file = new TomlFile(poolFile);
      List<TomlTable> tables = new ArrayList<>(List.of(file.root()));
      if (file.root().get("slot") instanceof TomlArray slots) {
        for (int i = 0; i < slots.size(); i++) {
          if (slots.get(i) instanceof TomlTable slot) {
            tables.add(slot);
          }
        }
      }
      for (TomlTable table : tables) {
        settings(file, table).needingTrust().forEach(key -> found.add(key.name()));
      }
    } catch (ConfigException broken) {
      // said by whoever reads it for its settings; those that hold were read before
    }
    return found;
  }

  /** Of a whole file: its [settings] and what it says for single providers. */
  private static Settings settings(TomlFile file, TomlTable root) {
    Settings settings = settings(file, root, Settings::asked);
    TomlTable own =
        file.value(root, PROVIDERS_OWN, TomlTable.class, "tables, as in [provider.NAME]");
    if (own == null) {
      return settings;
    }
    Map<String, Object> written = TomlFile.plainTable(own);
    try {
      Settings vendor = Settings.asked(Map.of(SettingKeys.VENDOR.name(), written));
      return settings.over(vendor);
    } catch (InvalidSetting unfit) {
      file.problem(
          root.inputPositionOf(List.of(PROVIDERS_OWN)), String.valueOf(unfit.getMessage()));
      return settings;
    }
  }

  private static Settings settings(
      TomlFile file, TomlTable table, Consumer<Map<String, Object>> check) {
    TomlTable settings =
        file.value(table, "settings", TomlTable.class, "a table, as in [settings]");
    return settings == null ? Settings.EMPTY : file.settings(settings, check);
  }

  private void checkTrust(
      TomlFile file, TomlTable table, Settings settings, boolean trusted, Path project) {
    if (!trusted) {
      for (SettingKey<?> key : settings.needingTrust()) {
        file.problem(
            position(table, key),
            key.name()
                + " lets a project run commands or reach beyond it, so it needs your word: add \""
                + project
                + "\" to [trust] projects in "
                + home.config());
      }
    }
  }

  private static @Nullable TomlPosition position(TomlTable table, SettingKey<?> key) {
    TomlTable settings = table.getTable("settings");
    TomlPosition there =
        settings == null ? null : settings.inputPositionOf(List.of(key.name().split("\\.")));
    return there != null || !key.equals(SettingKeys.VENDOR)
        ? there
        : table.inputPositionOf(List.of(PROVIDERS_OWN));
  }

  private List<SlotConfig> slots(TomlFile file, TomlTable root, boolean trusted, Path project) {
    TomlArray described =
        file.value(root, "slot", TomlArray.class, "a list of tables, as in [[slot]]");
    Long count =
        file.value(root, "slots", Long.class, "a whole number from 1 to " + PoolConfig.MAX_SLOTS);
    if (count != null && (count < 1 || count > PoolConfig.MAX_SLOTS)) {
      file.problem(
          root.inputPositionOf(List.of("slots")),
          "slots must be 1 to " + PoolConfig.MAX_SLOTS + ", not " + count);
      return List.of();
    }
    int size =
        count != null ? count.intValue() : Math.max(2, described == null ? 0 : described.size());
    if (described != null && described.size() > size) {
      file.problem(
          root.inputPositionOf(List.of("slot")),
          described.size() + " [[slot]] tables, but slots = " + size);
    }
    List<SlotConfig> slots = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      TomlTable table =
          described != null && i < described.size() && described.get(i) instanceof TomlTable some
              ? some
              : null;
      slots.add(slot(file, "slot-" + i, table, trusted, project));
    }
    return slots;
  }

  private SlotConfig slot(
      TomlFile file, String id, @Nullable TomlTable table, boolean trusted, Path project) {
    if (table == null) {
      return new SlotConfig(id, null, null, null, Settings.EMPTY);
    }
    file.allowOnly(table, " in [[slot]]", List.of("name", "role", "description", "settings"));
    Settings settings = settings(file, table, Settings::askedOfSlot);
    checkTrust(file, table, settings, trusted, project);
    return new SlotConfig(
        id,
        file.value(table, "name", String.class, "text"),
        file.value(table, "role", String.class, "text"),
        file.value(table, "description", String.class, "text"),
        settings);
  }
}
