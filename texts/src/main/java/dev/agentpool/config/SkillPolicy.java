package dev.agentpool.config;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.tomlj.TomlTable;

/**
 * {@code [skills]} of the user's {@code config.toml} (spec slot-pool 8.8, 11). A project's file
 * cannot say this.
 *
 * @param shellInserts whether commands in a skill's template are run: those of the built-in and the
 *     user's own skills, and of projects that {@code [trust]} names
 * @param builtins whether the built-in skills are there
 * @param disabled names of skills that are as if they did not exist
 */
public record SkillPolicy(boolean shellInserts, boolean builtins, Set<String> disabled) {
  /** The table's name; {@link PoolFiles} lets it pass. */
  public static final String TABLE = "skills";

  public SkillPolicy {
    disabled = Set.copyOf(disabled);
  }

  /** The policy as the file says it at each question. */
  public static Supplier<SkillPolicy> of(Home home) {
    return new Stamped<>(home.config(), () -> read(home))::get;
  }

  /** Throws {@link ConfigException} with every problem found. */
  public static SkillPolicy read(Home home) {
    TomlFile file = new TomlFile(home.config());
    SkillPolicy policy = of(file);
    file.throwProblems();
    return policy;
  }

  /** What {@code [skills]} of a file says; a wrong one is that file's problem. */
  static SkillPolicy of(TomlFile file) {
    TomlTable table = file.value(file.root(), TABLE, TomlTable.class, "a table, as in [skills]");
    if (table == null) {
      return new SkillPolicy(false, true, Set.of());
    }
    file.allowOnly(table, " in [skills]", List.of("shell_inserts", "builtins", "disabled"));
    Boolean shell = file.value(table, "shell_inserts", Boolean.class, "true or false");
    Boolean builtins = file.value(table, "builtins", Boolean.class, "true or false");
    Set<String> disabled =
        new LinkedHashSet<>(file.texts(table, "disabled", "a list of names, in quotes"));
    return new SkillPolicy(Boolean.TRUE.equals(shell), !Boolean.FALSE.equals(builtins), disabled);
  }
}
