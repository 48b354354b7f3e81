package dev.agentpool.config;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tomlj.TomlTable;

/** The tables of {@code pool.toml} that say how the pool is operated. */
final class OperationTables {
  private static final int MOST_SECONDS = 86_400;
  private static final int MOST_RESTARTS = 1_000;

  private OperationTables() {}

  /** {@code [scaling]}; the slots that the file itself asks for always have room. */
  static Scaling scaling(TomlFile file, TomlTable root, int slots) {
    TomlTable table = file.value(root, "scaling", TomlTable.class, "a table, as in [scaling]");
    if (table == null) {
      return Scaling.STANDARD.reaching(slots);
    }
    file.allowOnly(table, " in [scaling]", List.of("min_slots", "max_slots"));
    int min = number(file, table, "min_slots", 1, PoolConfig.MAX_SLOTS, 1);
    int max =
        number(
            file,
            table,
            "max_slots",
            1,
            PoolConfig.MAX_SLOTS,
            Math.max(min, Scaling.STANDARD.maxSlots()));
    if (min > max) {
      file.problem(
          table.inputPositionOf(List.of("min_slots")),
          "min_slots must be at most max_slots, which is " + max + ", not " + min);
      return Scaling.STANDARD;
    }
    return new Scaling(min, max).reaching(slots);
  }

  /** {@code [supervisor]}. */
  static Supervision supervision(TomlFile file, TomlTable root) {
    TomlTable table =
        file.value(root, "supervisor", TomlTable.class, "a table, as in [supervisor]");
    if (table == null) {
      return Supervision.STANDARD;
    }
    file.allowOnly(table, " in [supervisor]", List.of("enabled", "interval_secs", "max_restarts"));
    Boolean enabled = file.value(table, "enabled", Boolean.class, "true or false");
    int seconds =
        number(
            file,
            table,
            "interval_secs",
            1,
            MOST_SECONDS,
            (int) Supervision.STANDARD.interval().toSeconds());
    int restarts =
        number(file, table, "max_restarts", 0, MOST_RESTARTS, Supervision.STANDARD.maxRestarts());
    return new Supervision(enabled == null || enabled, Duration.ofSeconds(seconds), restarts);
  }

  private static int number(
      TomlFile file, TomlTable table, String key, int least, int most, int builtIn) {
    String expected = "a whole number from " + least + " to " + most;
    @Nullable Long value = file.value(table, key, Long.class, expected);
    if (value == null) {
      return builtIn;
    }
    if (value < least || value > most) {
      file.problem(
          table.inputPositionOf(List.of(key)), key + " must be " + expected + ", not " + value);
      return builtIn;
    }
    return value.intValue();
  }
}
