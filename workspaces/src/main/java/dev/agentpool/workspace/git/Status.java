package dev.agentpool.workspace.git;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What {@code git status} says of a working tree.
 *
 * @param commit what HEAD is; empty on a branch without a commit
 * @param branch the branch HEAD is on; empty when detached
 * @param changed are tracked files changed, added or removed?
 * @param untracked files that are neither tracked nor ignored
 * @param nested untracked folders that are repositories of their own
 */
record Status(
    Optional<String> commit,
    Optional<String> branch,
    boolean changed,
    List<String> untracked,
    List<String> nested) {

  boolean hasWork() {
    return changed || !untracked.isEmpty();
  }

  static Status of(GitPlace place) {
    return parse(
        place.must("status", "--porcelain=v2", "--branch", "-z", "--untracked-files=all").out());
  }

  static Status parse(String out) {
    Optional<String> commit = Optional.empty();
    Optional<String> branch = Optional.empty();
    boolean changed = false;
    List<String> untracked = new ArrayList<>();
    List<String> nested = new ArrayList<>();
    for (String entry : out.split("\0")) {
      if (entry.startsWith("# branch.oid ")) {
        commit = value(entry, "# branch.oid ");
      } else if (entry.startsWith("# branch.head ")) {
        branch = value(entry, "# branch.head ");
      } else if (entry.startsWith("? ")) {
        (entry.endsWith("/") ? nested : untracked).add(entry.substring(2));
      } else if (!entry.isEmpty() && !entry.startsWith("# ")) {
        changed = true;
      }
    }
    return new Status(commit, branch, changed, untracked, nested);
  }

  /** A value in brackets, {@code (initial)} or {@code (detached)}, means there is none. */
  private static Optional<String> value(String entry, String name) {
    String value = entry.substring(name.length());
    return value.startsWith("(") ? Optional.empty() : Optional.of(value);
  }
}
