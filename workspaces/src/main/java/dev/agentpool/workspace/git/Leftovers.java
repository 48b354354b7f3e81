package dev.agentpool.workspace.git;

import java.util.ArrayList;
import java.util.List;

/** What a task left uncommitted in a working tree, and how it is committed. */
final class Leftovers {
  private final WorkTree tree;
  private final GitPlace place;

  Leftovers(WorkTree tree) {
    this.tree = tree;
    this.place = tree.place();
  }

  /** Commits what is uncommitted onto whatever HEAD is; says whether there was anything. */
  boolean commit(String task) {
    watch(GitConfig.of(place), tree.index());
    Status status = Status.of(place);
    return status.hasWork() && commitAll(task, status.nested());
  }

  /** A file that git was told not to look at is looked at again: a task may have changed it. */
  void watch(GitConfig config, IndexFile index) {
    update("--no-assume-unchanged", index.unwatched());
    if (!config.isTrue("core.sparsecheckout")) {
      update("--no-skip-worktree", index.skipped());
    }
  }

  private void update(String how, List<String> paths) {
    if (!paths.isEmpty()) {
      GitResult said =
          place.run(
              List.of("update-index", "-q", how, "-z", "--stdin"), String.join("\0", paths) + "\0");
      if (!said.ok()) {
        throw GitAdvice.failure(said);
      }
    }
  }

  /**
   * Everything but ignored files, and but repositories inside, which git could only note, not keep.
   */
  boolean commitAll(String task, List<String> nested) {
    List<String> add = new ArrayList<>(List.of("add", "--all", "--", "."));
    nested.forEach(
        path -> add.add(":(exclude,top,literal)" + path.substring(0, path.length() - 1)));
    GitResult added = place.run(add, "");
    if (!added.ok()) {
      throw GitAdvice.failure(added);
    }
    GitResult committed =
        place.run(
            "commit",
            "-q",
            "--no-verify",
            "--no-status",
            "-m",
            "agentpool: uncommitted work of " + task);
    if (committed.ok()) {
      return true;
    }
    if (place.run("diff", "--cached", "--quiet", "--no-ext-diff", "--no-textconv").ok()) {
      return false; // nothing that git could keep
    }
    throw GitAdvice.failure(committed);
  }
}
