package dev.agentpool.workspace.git;

import dev.agentpool.workspace.WorkspaceException;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Refuses a repository whose own configuration names filter commands, which git would run while it
 * adds and checks out, or merge drivers.
 *
 * <p>An agent can write that configuration, and the daemon runs outside its sandbox. Switching such
 * a filter off instead would commit what it was to hide (git-crypt) or check out pointers, so the
 * user is asked to put it where only they write. Filters of the user's and the system's
 * configuration are theirs and run; so does git-lfs, by its known words.
 */
final class FilterGuard {
  private static final Set<String> LFS =
      Set.of(
          "git-lfs clean -- %f",
          "git-lfs smudge -- %f",
          "git-lfs smudge --skip -- %f",
          "git-lfs filter-process",
          "git-lfs filter-process --skip");

  private FilterGuard() {}

  static void check(GitPlace place) {
    check(place, "^filter\\..*\\.(clean|smudge|process)$", LFS);
  }

  /** The same for commands that git would run while it merges files. */
  static void checkMergeDrivers(GitPlace place) {
    check(place, "^merge\\..*\\.driver$", Set.of("true"));
  }

  private static void check(GitPlace place, String keys, Set<String> harmless) {
    GitResult found = place.run("config", "--includes", "--show-scope", "-z", "--get-regexp", keys);
    if (found.exit() > 1) {
      throw GitAdvice.failure(found);
    }
    // scope NUL key LF value NUL, again and again
    List<String> parts = List.of(found.out().split("\0", -1));
    for (int i = 0; i + 1 < parts.size(); i += 2) {
      check(parts.get(i), parts.get(i + 1), harmless);
    }
  }

  private static void check(String scope, String entry, Set<String> harmless) {
    int end = entry.indexOf('\n');
    String key = end < 0 ? entry : entry.substring(0, end);
    String command = end < 0 ? "" : entry.substring(end + 1);
    boolean projects = scope.equals("local") || scope.equals("worktree");
    if (projects && !command.isBlank() && !harmless.contains(command.strip())) {
      throw WorkspaceException.ofProject(
          String.format(
              Locale.ROOT,
              "the repository's own configuration has %s = '%s', a command that git would run for agentpool; if it is"
                  + " yours, move it to your user configuration (git config --global %s '%s', then git config --unset"
                  + " %s), or set workspace = \"shared\"",
              key,
              command,
              key,
              command,
              key));
    }
  }
}
