package dev.agentpool.workspace.git;

import dev.agentpool.workspace.WorkspaceException;
import java.util.Locale;

/** Turns a git failure into words a person can act on. */
final class GitAdvice {
  private GitAdvice() {}

  static WorkspaceException failure(GitResult result) {
    String said = result.err().strip();
    String advice = advice(said.toLowerCase(Locale.ROOT));
    return new WorkspaceException(
        "git "
            + result.command()
            + ": exit "
            + result.exit()
            + ", "
            + shorten(said.isEmpty() ? result.line() : said)
            + (advice.isEmpty() ? "" : "; " + advice),
        null);
  }

  private static String advice(String said) {
    if (said.contains("no space left on device") || said.contains("disk quota exceeded")) {
      return "the disk is full: free some space and retry; nothing was deleted";
    }
    if (said.contains("dubious ownership")) {
      return "the repository belongs to another user: if you trust it, run 'git config --global --add safe.directory PATH'";
    }
    if (said.contains("permission denied")) {
      return "check who owns the files and that they may be written";
    }
    if (said.contains("transport '") && said.contains("not allowed")) {
      return "the repository is a partial clone and lacks objects: fetch them (git fetch --refetch --no-filter), or set"
          + " workspace = \"shared\"";
    }
    if (said.contains("'refs/heads/agentpool' exists")) {
      return "a branch named 'agentpool' is in the way of branches 'agentpool/...': rename it (git branch -m agentpool"
          + " OTHER)";
    }
    if (said.contains("failed to read") && said.contains("/worktrees/")) {
      return "a git that was ended left half a worktree entry there: delete that folder below .git/worktrees";
    }
    if (said.contains(".lock': file exists")) {
      return "another git command is running there; if there is none, delete the lock file it names";
    }
    return "";
  }

  private static String shorten(String text) {
    return text.length() <= 600 ? text : text.substring(0, 600) + "…";
  }
}
