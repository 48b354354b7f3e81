package dev.agentpool.workspace.git;

import dev.agentpool.workspace.WorkspaceException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A version of git. */
record GitVersion(int major, int minor) {
  /** The first with {@code GIT_CONFIG_COUNT} and {@code --path-format}. */
  static final GitVersion OLDEST = new GitVersion(2, 31);

  private static final Pattern SAID = Pattern.compile("git version (\\d{1,4})\\.(\\d{1,4})");

  /** Asks git, and refuses one that is too old. */
  static GitVersion check(Git git) {
    GitResult result = git.run(List.of("version"), "");
    Matcher said = SAID.matcher(result.out());
    if (!said.find()) {
      throw new WorkspaceException(
          "what is called git on the PATH is not git: 'git version' printed '"
              + result.line()
              + "'",
          null);
    }
    GitVersion found =
        new GitVersion(Integer.parseInt(said.group(1)), Integer.parseInt(said.group(2)));
    if (found.major < OLDEST.major || (found.major == OLDEST.major && found.minor < OLDEST.minor)) {
      throw new WorkspaceException(
          "git "
              + found
              + " is too old; worktree and clone need git "
              + OLDEST
              + " or newer: install it, or set workspace = \"shared\"",
          null);
    }
    return found;
  }

  @Override
  public String toString() {
    return major + "." + minor;
  }
}
