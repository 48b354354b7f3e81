package dev.agentpool.config;

import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.tomlj.TomlTable;

/**
 * {@code [sessions]} of the user's {@code config.toml}: what of live sessions is allowed (spec
 * control-plane 4, {@code policy}). A project's file cannot say it.
 *
 * @param maxParallel so many may live, of one coordinator when they have one
 * @param allowRawKeys whether keys may be pressed in a session's terminal
 * @param worktreeForEdits whether who changes files must do so in a worktree
 * @param sharedEdits whether who changes files may do so in the project's own directory
 * @param allowed the only providers that may be spawned; empty for all
 * @param denied providers that may not be
 */
public record SessionsTable(
    int maxParallel,
    boolean allowRawKeys,
    boolean worktreeForEdits,
    boolean sharedEdits,
    Set<String> allowed,
    Set<String> denied) {
  /** The table's name; {@link PoolFiles} lets it pass. */
  public static final String TABLE = "sessions";

  private static final int MOST = 1_000;
  private static final SessionsTable USUAL =
      new SessionsTable(4, false, false, false, Set.of(), Set.of());

  public SessionsTable {
    allowed = Set.copyOf(allowed);
    denied = Set.copyOf(denied);
  }

  /** The table as the file says it at each question. */
  public static Supplier<SessionsTable> of(Home home) {
    return new Stamped<>(home.config(), () -> read(home))::get;
  }

  /** Throws {@link ConfigException} with every problem found. */
  public static SessionsTable read(Home home) {
    TomlFile file = new TomlFile(home.config());
    SessionsTable read = of(file);
    file.throwProblems();
    return read;
  }

  /** What {@code [sessions]} of a file says; a wrong one is that file's problem. */
  static SessionsTable of(TomlFile file) {
    TomlTable table = file.value(file.root(), TABLE, TomlTable.class, "a table, as in [sessions]");
    if (table == null) {
      return USUAL;
    }
    file.allowOnly(
        table,
        " in [sessions]",
        List.of(
            "max_parallel_sessions",
            "allow_raw_keys",
            "require_worktree_for_edits",
            "allow_shared_repo_edits",
            "allowed_providers",
            "denied_providers"));
    return new SessionsTable(
        atMost(file, table),
        isSo(file, table, "allow_raw_keys"),
        isSo(file, table, "require_worktree_for_edits"),
        isSo(file, table, "allow_shared_repo_edits"),
        ids(file, table, "allowed_providers"),
        ids(file, table, "denied_providers"));
  }

  private static int atMost(TomlFile file, TomlTable table) {
    Long most = file.value(table, "max_parallel_sessions", Long.class, "a whole number");
    if (most != null && (most < 1 || most > MOST)) {
      file.problem(
          table.inputPositionOf(List.of("max_parallel_sessions")),
          "max_parallel_sessions must be 1 to " + MOST + ", not " + most);
    }
    return most == null ? USUAL.maxParallel() : (int) Math.clamp(most, 1, MOST);
  }

  private static Set<String> ids(TomlFile file, TomlTable table, String key) {
    return Set.copyOf(file.texts(table, key, "a list of providers' ids, in quotes"));
  }

  private static boolean isSo(TomlFile file, TomlTable table, String key) {
    @Nullable Boolean so = file.value(table, key, Boolean.class, "true or false");
    return Boolean.TRUE.equals(so);
  }
}
