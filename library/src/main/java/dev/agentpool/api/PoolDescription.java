package dev.agentpool.api;

import dev.agentpool.budget.Amount;
import dev.agentpool.budget.Limits;
import dev.agentpool.budget.Money;
import dev.agentpool.config.PoolConfig;
import dev.agentpool.config.SlotConfig;
import dev.agentpool.pool.Caps;
import dev.agentpool.settings.InvalidSetting;
import dev.agentpool.settings.Settings;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a program says about its pool, checked, to be laid over what its files say. */
final class PoolDescription {
  private final OptionalInt slots;
  private final List<SlotOptions> described;
  private final List<Settings> slotSettings = new ArrayList<>();
  private final Settings settings;
  private final Limits pool;
  private final Limits day;
  private final @Nullable Money task;

  /** Throws {@link PoolException.Invalid}. */
  PoolDescription(
      OptionalInt slots,
      List<SlotOptions> described,
      Map<String, Object> settings,
      CapOptions pool,
      CapOptions day,
      Optional<BigDecimal> task) {
    this.slots = slots;
    this.described = described;
    this.settings = read("", settings, Settings::asked);
    for (int i = 0; i < described.size(); i++) {
      slotSettings.add(
          read("slot-" + i + ": ", described.get(i).settings(), Settings::askedOfSlot));
    }
    this.pool = limits("budget", pool);
    this.day = limits("day budget", day);
    this.task = money("task budget", task);
    if (slots.isPresent()) {
      check(slots.getAsInt());
    }
  }

  private void check(int count) {
    if (count < 1 || count > PoolConfig.MAX_SLOTS) {
      throw invalid("slots must be 1 to " + PoolConfig.MAX_SLOTS + ", not " + count);
    }
    if (described.size() > count) {
      throw invalid(described.size() + " slots are described, but slots = " + count);
    }
  }

  private static Settings read(
      String where, Map<String, Object> plain, Function<Map<String, Object>, Settings> reader) {
    try {
      return reader.apply(plain);
    } catch (InvalidSetting e) {
      throw invalid(where + e.getMessage());
    }
  }

  private static @Nullable Money money(String what, Optional<BigDecimal> usd) {
    try {
      return usd.map(said -> Money.cap("the " + what, said)).orElse(null);
    } catch (IllegalArgumentException unfit) {
      throw invalid(String.valueOf(unfit.getMessage()));
    }
  }

  private static Limits limits(String what, CapOptions caps) {
    return new Limits(
        money(what, caps.usd()),
        count(what, "tokens", caps.tokens()),
        count(what, "turns", caps.turns()));
  }

  private static @Nullable Long count(String what, String counted, OptionalLong count) {
    if (count.isEmpty()) {
      return null;
    }
    long number = count.getAsLong();
    if (number < 1 || number > Amount.MOST) {
      throw invalid(
          "the " + what + " must be 1 to " + Amount.MOST + " " + counted + ", not " + number);
    }
    return number;
  }

  private static PoolException invalid(String message) {
    return new PoolException.Invalid("invalid", message);
  }

  PoolConfig over(PoolConfig file) {
    List<SlotConfig> laidOver = slots(file);
    return new PoolConfig(
        file.name(),
        file.directory(),
        laidOver,
        file.user(),
        settings.over(file.project()),
        new Caps(
            over(pool, file.caps().whole()),
            over(day, file.caps().daily()),
            task == null ? file.caps().task() : task),
        file.reserve(),
        file.scaling().reaching(laidOver.size()),
        file.supervision());
  }

  private static Limits over(Limits said, Limits file) {
    Limits over = file;
    for (Amount cap : said.all()) {
      over = over.with(cap);
    }
    return over;
  }

  private List<SlotConfig> slots(PoolConfig file) {
    int count = slots.orElse(Math.max(file.slots().size(), described.size()));
    List<SlotConfig> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      SlotConfig known =
          i < file.slots().size()
              ? file.slots().get(i)
              : new SlotConfig("slot-" + i, null, null, null, Settings.EMPTY);
      all.add(i < described.size() ? slot(known, described.get(i), slotSettings.get(i)) : known);
    }
    return all;
  }

  private static SlotConfig slot(SlotConfig known, SlotOptions options, Settings own) {
    Map<String, String> identity = options.identity();
    return new SlotConfig(
        known.id(),
        identity.containsKey("name") ? identity.get("name") : known.name(),
        identity.containsKey("role") ? identity.get("role") : known.role(),
        identity.containsKey("description") ? identity.get("description") : known.description(),
        own.over(known.settings()));
  }
}
