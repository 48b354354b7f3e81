package dev.agentpool.config;

import dev.agentpool.redact.UserPattern;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.tomlj.TomlTable;

/**
 * {@code [redaction]} of the user's {@code config.toml}: what is a secret beyond what the built-in
 * rules know. A project's file cannot say this, and nobody can switch the built-in rules off.
 */
public final class RedactionTable {
  /** The table's name; {@link PoolFiles} lets it pass. */
  static final String TABLE = "redaction";

  private static final int MOST = 50;

  private RedactionTable() {}

  /**
   * The patterns as the file says them at each question; while it cannot be read, those that it
   * said before.
   *
   * @param told hears of what is wrong with the file, and of patterns that are switched off
   */
  public static Supplier<List<UserPattern>> of(Home home, Consumer<String> told) {
    List<List<UserPattern>> last = new ArrayList<>(List.of(List.of()));
    Stamped<List<UserPattern>> stamped =
        new Stamped<>(
            home.config(),
            () -> {
              synchronized (last) {
                try {
                  last.set(0, read(home, told));
                } catch (ConfigException wrong) {
                  told.accept("[redaction] stays as it was: " + wrong.getMessage());
                }
                return last.getFirst();
              }
            });
    return stamped::get;
  }

  /** Throws {@link ConfigException} with every problem found. */
  static List<UserPattern> read(Home home, Consumer<String> told) {
    TomlFile file = new TomlFile(home.config());
    List<UserPattern> patterns = of(file, told);
    file.throwProblems();
    return patterns;
  }

  /** What {@code [redaction]} of a file says; a wrong one is that file's problem. */
  static List<UserPattern> of(TomlFile file, Consumer<String> told) {
    TomlTable table = file.value(file.root(), TABLE, TomlTable.class, "a table, as in [redaction]");
    if (table == null) {
      return List.of();
    }
    file.allowOnly(table, " in [redaction]", List.of("patterns", "enabled"));
    Boolean enabled = file.value(table, "enabled", Boolean.class, "true");
    if (Boolean.FALSE.equals(enabled)) {
      file.problem(
          table.inputPositionOf(List.of("enabled")),
          "enabled must be true: what agents say is never kept without redaction");
    }
    List<String> sources =
        file.texts(table, "patterns", "a list of regular expressions, in quotes");
    if (sources.size() > MOST) {
      file.problem(
          table.inputPositionOf(List.of("patterns")),
          "patterns has " + sources.size() + " entries, and may have " + MOST);
      return List.of();
    }
    List<UserPattern> patterns = new ArrayList<>();
    for (String source : sources) {
      try {
        patterns.add(UserPattern.of(source, told));
      } catch (IllegalArgumentException wrong) {
        file.problem(
            table.inputPositionOf(List.of("patterns")),
            "the pattern '" + source + "' cannot be used: " + wrong.getMessage());
      }
    }
    return List.copyOf(patterns);
  }
}
