package dev.agentpool.workspace.git;

import dev.agentpool.workspace.WorkspaceException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A version of git. */
record GitVersion(int major, int minor) {
  /** The first with {@code GIT_CONFIG_COUNT} and {@code --path-format}. */
  static final GitVersion OLDEST = new GitVersion(2, 31);

  /** The first with {@code merge-tree --write-tree}. */
  private static final GitVersion MERGING = new GitVersion(2, 38);

  private static final Pattern SAID = Pattern.compile("git version (\\d{1,4})\\.(\\d{1,4})");

  /** Asks git, and refuses one that is too old. */
  static GitVersion check(Git git) {
    GitResult result = git.run(List.of("version"), "");
    Matcher said = SAID.matcher(result.out());
    if (!said.find()) {
      throw WorkspaceException.ofMachine(
          "what is called git on the PATH is not git: 'git version' printed '"
              + result.line()
              + "'",
          null);
    }
    GitVersion found =
        new GitVersion(Integer.parseInt(said.group(1)), Integer.parseInt(said.group(2)));
    if (!found.isAtLeast(OLDEST)) {
      throw WorkspaceException.ofMachine(
          "git "
              + found
              + " is too old; worktree and clone need git "
              + OLDEST
              + " or newer: install it, or set workspace = \"shared\"",
          null);
    }
    return found;
  }

  /** Refuses a git that cannot try a merge without touching files. */
  void requireMerging(String branch) {
    if (!isAtLeast(MERGING)) {
      throw WorkspaceException.ofTask(
          "git "
              + this
              + " is too old to merge for agentpool, which needs "
              + MERGING
              + " or newer; install it, or merge by hand: git merge "
              + branch);
    }
  }

  private boolean isAtLeast(GitVersion other) {
    return major > other.major || (major == other.major && minor >= other.minor);
  }

  @Override
  public String toString() {
    return major + "." + minor;
  }
}
