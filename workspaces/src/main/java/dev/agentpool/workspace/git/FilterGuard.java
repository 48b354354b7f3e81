package dev.agentpool.workspace.git;

import dev.agentpool.workspace.WorkspaceException;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Refuses a repository whose own configuration names commands that git would run for agentpool:
 * filters, which run while it adds and checks out, merge drivers, programs that sign; and one that
 * lacks objects, which git would fetch by such a command.
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

  private static final Predicate<String> FILTERS =
      Pattern.compile("^filter\\..*\\.(clean|smudge|process)$").asMatchPredicate();
  private static final Predicate<String> MERGE_DRIVERS =
      Pattern.compile("^merge\\..*\\.driver$").asMatchPredicate();
  private static final Predicate<String> SIGNING =
      Pattern.compile("^gpg\\.(.*\\.)?(program|defaultkeycommand)$").asMatchPredicate();

  private FilterGuard() {}

  static GitConfig check(GitPlace place) {
    GitConfig config = GitConfig.of(place);
    check(config);
    return config;
  }

  static void check(GitConfig config) {
    PartialClone.refuse(config);
    check(config, FILTERS, LFS);
  }

  /** The same for commands that git would run while it merges files. */
  static void checkMergeDrivers(GitConfig config) {
    check(config, MERGE_DRIVERS, Set.of("true"));
  }

  /** The same for commands that git would run to sign. */
  static void checkSigning(GitConfig config) {
    check(config, SIGNING, Set.of());
  }

  private static void check(GitConfig config, Predicate<String> keys, Set<String> harmless) {
    for (GitConfig.Entry entry : config.where(keys)) {
      if (entry.isProjects()
          && !entry.value().isBlank()
          && !harmless.contains(entry.value().strip())) {
        throw refusal(entry.key(), entry.value());
      }
    }
  }

  private static WorkspaceException refusal(String key, String command) {
    return WorkspaceException.ofProject(
        String.format(
            Locale.ROOT,
            "the repository's own configuration has %s = '%s', a command that git would run for"
                + " agentpool; if it is yours, move it to your user configuration (git config"
                + " --global %s '%s', then git config --unset %s), or set workspace = \"shared\"",
            key,
            command,
            key,
            command,
            key));
  }
}
