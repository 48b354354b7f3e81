package dev.agentpool.config;

import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.tomlj.TomlTable;

/**
 * {@code [artifacts]} of the user's {@code config.toml}: how long and how much of what agents leave
 * is kept. A project's file cannot say this.
 *
 * @param keep how long after its end
 * @param mostBytes of all together; the oldest go first
 * @param transcriptBytes of one transcript
 */
public record ArtifactRules(Duration keep, long mostBytes, long transcriptBytes) {
  /** The table's name; {@link PoolFiles} lets it pass. */
  public static final String TABLE = "artifacts";

  /** Without a word of the user's. */
  public static final ArtifactRules USUAL =
      new ArtifactRules(Duration.ofDays(30), 2048L << 20, 16L << 20);

  private static final String KEEP = "keep_days";
  private static final String MOST = "max_mib";
  private static final String TRANSCRIPT = "transcript_mib";

  /**
   * The rules as the file says them at each question. Throws {@link ConfigException} while it is
   * wrong: then nothing is to be removed by rules that nobody wrote.
   */
  public static Supplier<ArtifactRules> of(Home home) {
    return new Stamped<>(home.config(), () -> read(home))::get;
  }

  /** The bound of a transcript; the usual one while the file is wrong. */
  public static LongSupplier transcriptBytes(Supplier<ArtifactRules> rules) {
    return () -> {
      try {
        return rules.get().transcriptBytes();
      } catch (ConfigException wrong) {
        return USUAL.transcriptBytes();
      }
    };
  }

  /** Throws {@link ConfigException} with every problem found. */
  public static ArtifactRules read(Home home) {
    TomlFile file = new TomlFile(home.config());
    ArtifactRules rules = of(file);
    file.throwProblems();
    return rules;
  }

  /** What {@code [artifacts]} of a file says; a wrong one is that file's problem. */
  static ArtifactRules of(TomlFile file) {
    TomlTable table = file.value(file.root(), TABLE, TomlTable.class, "a table, as in [artifacts]");
    if (table == null) {
      return USUAL;
    }
    file.allowOnly(table, " in [artifacts]", List.of(KEEP, MOST, TRANSCRIPT));
    return new ArtifactRules(
        Duration.ofDays(whole(file, table, KEEP, USUAL.keep().toDays(), 36_500)),
        whole(file, table, MOST, USUAL.mostBytes() >> 20, 1L << 24) << 20,
        whole(file, table, TRANSCRIPT, USUAL.transcriptBytes() >> 20, 1_024) << 20);
  }

  private static long whole(TomlFile file, TomlTable table, String key, long usual, long most) {
    String expected = "a whole number from 1 to " + most;
    Long number = file.value(table, key, Long.class, expected);
    if (number == null) {
      return usual;
    }
    if (number < 1 || number > most) {
      file.problem(
          table.inputPositionOf(List.of(key)), key + " must be " + expected + ", not " + number);
      return usual;
    }
    return number;
  }
}
