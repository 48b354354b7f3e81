package dev.agentpool.workspace.git;

import dev.agentpool.workspace.WorkspaceException;
import dev.agentpool.workspace.WorkspaceFault;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** What a person can do about a git command that failed, and whose state it is that it failed. */
final class GitAdvice {
  private static final List<Known> KNOWN =
      List.of(
          known(
              "no space left on device|disk quota exceeded",
              WorkspaceFault.MACHINE,
              "the disk is full: free some space and retry; nothing was deleted"),
          known(
              "unable to (write|append|flush|close)|could not (write|flush|close)|failed to write|write error|out of memory",
              WorkspaceFault.MACHINE,
              "is the disk full or read-only? nothing was deleted"),
          known(
              "dubious ownership",
              WorkspaceFault.PROJECT,
              "the repository belongs to another user: if you trust it, run 'git config --global"
                  + " --add safe.directory PATH'"),
          known(
              "permission denied|read-only file system",
              WorkspaceFault.MACHINE,
              "check who owns the files and that they may be written"),
          known(
              "transport '.*not allowed|promisor remote",
              WorkspaceFault.PROJECT,
              PartialClone.ADVICE),
          known(
              "'refs/heads/agentpool' exists",
              WorkspaceFault.PROJECT,
              "a branch named 'agentpool' is in the way of branches 'agentpool/...': rename it (git"
                  + " branch -m agentpool OTHER)"),
          known(
              "unknown repository extension|expected git repo version|unknown ref storage",
              WorkspaceFault.PROJECT,
              "the repository has a format that this git does not know (reftable needs git 2.45,"
                  + " for instance): install a newer git, or set workspace = \"shared\""),
          known(
              "bad object|unable to read|object file .* is empty|loose object .* is corrupt|missing"
                  + " (blob|tree|commit)|could not read (blob|tree|commit)|bad"
                  + " (tree|index|ref|config)|index file (corrupt|smaller)|inflate: data"
                  + " stream|packfile .* (is|cannot)|invalid sha1 pointer|failed to unpack"
                  + " tree|fatal: unable to parse",
              WorkspaceFault.PROJECT,
              "the repository lacks objects or is damaged: 'git fsck' names them; fetch them again"
                  + " from where it came from, or restore it"),
          known(
              "invalid value for 'submodule\\.",
              WorkspaceFault.PROJECT,
              "git reads no .gitmodules that names a command: mend that line"),
          known(
              "failed to read .*/worktrees/",
              WorkspaceFault.PROJECT,
              "a git that was ended left half a worktree entry there: delete that folder below"
                  + " .git/worktrees"),
          known(
              "\\.lock': file exists",
              WorkspaceFault.MACHINE,
              "another git command is running there; if there is none, delete the lock file it"
                  + " names"),
          known(
              "file name too long",
              WorkspaceFault.PROJECT,
              "a path of the project is too long below the pool's folder; choose a shorter"
                  + " AGENT_POOL_HOME, or set workspace = \"shared\""));

  private static final int KILLED = 137;

  private record Known(Pattern said, WorkspaceFault fault, String advice) {}

  private GitAdvice() {}

  static WorkspaceException failure(GitResult result) {
    String said = result.err().strip();
    Known known =
        result.exit() == KILLED && said.isEmpty()
            ? known("", WorkspaceFault.MACHINE, "git was killed; is there enough memory?")
            : of(said.toLowerCase(Locale.ROOT));
    return new WorkspaceException(
        known.fault(),
        "git "
            + result.command()
            + ": exit "
            + result.exit()
            + ", "
            + shorten(said.isEmpty() ? result.line() : said)
            + (known.advice().isEmpty() ? "" : "; " + known.advice()),
        null);
  }

  private static Known of(String said) {
    return KNOWN.stream()
        .filter(known -> known.said().matcher(said).find())
        .findFirst()
        .orElse(known("", WorkspaceFault.TASK, ""));
  }

  private static Known known(String said, WorkspaceFault fault, String advice) {
    return new Known(Pattern.compile(said), fault, advice);
  }

  private static String shorten(String text) {
    return text.length() <= 600 ? text : text.substring(0, 600) + "…";
  }
}
