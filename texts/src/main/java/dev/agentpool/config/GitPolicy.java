package dev.agentpool.config;

import java.util.List;
import java.util.function.Supplier;
import org.tomlj.TomlTable;

/**
 * {@code [git]} of the user's {@code config.toml}: what of their own git counts when agentpool
 * merges for them. A project's file cannot say this, for it makes commands run.
 */
public record GitPolicy(boolean signMerges, boolean mergeHooks) {
  /** The table's name; {@link PoolFiles} lets it pass. */
  public static final String TABLE = "git";

  /** The policy as the file says it at each question. */
  public static Supplier<GitPolicy> of(Home home) {
    return new Stamped<>(home.config(), () -> read(home))::get;
  }

  /** Throws {@link ConfigException} with every problem found. */
  public static GitPolicy read(Home home) {
    TomlFile file = new TomlFile(home.config());
    GitPolicy policy = of(file);
    file.throwProblems();
    return policy;
  }

  /** What {@code [git]} of a file says; a wrong one is that file's problem. */
  static GitPolicy of(TomlFile file) {
    TomlTable table = file.value(file.root(), TABLE, TomlTable.class, "a table, as in [git]");
    if (table == null) {
      return new GitPolicy(false, false);
    }
    file.allowOnly(table, " in [git]", List.of("sign_merges", "merge_hooks"));
    Boolean sign = file.value(table, "sign_merges", Boolean.class, "true or false");
    Boolean hooks = file.value(table, "merge_hooks", Boolean.class, "true or false");
    return new GitPolicy(Boolean.TRUE.equals(sign), Boolean.TRUE.equals(hooks));
  }
}
