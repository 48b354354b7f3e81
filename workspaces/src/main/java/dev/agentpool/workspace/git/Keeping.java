package dev.agentpool.workspace.git;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Keeps what a task left in a working tree, on its branch, and lets go of the branch. */
final class Keeping {
  private final WorkTree tree;
  private final GitPlace place;
  private final Refs refs;
  private final Path gitDir;
  private final ModuleKeeping modules;
  private final Leftovers leftovers;

  Keeping(WorkTree tree) {
    this.tree = tree;
    this.place = tree.place();
    this.refs = tree.refs();
    this.gitDir = tree.gitDir();
    this.modules = tree.modules();
    this.leftovers = new Leftovers(tree);
  }

  /**
   * Commits what is uncommitted onto the task's branch and leaves HEAD detached, so that the user
   * may check the branch out; drops the branch when it has no commits. May be called again.
   */
  Kept keep(Mark mark) {
    tree.cutDetours(mark.base());
    GitConfig config = FilterGuard.check(place);
    IndexFile index = tree.index();
    leftovers.watch(config, index);
    modules.commit(tree, index.links(), mark.task());
    Status status = Status.of(place);
    boolean isUntouched = !status.hasWork() && index.links().isEmpty();
    if (isUntouched && mark.keptAll(status.commit())) {
      return new Kept(mark, status, -1);
    }
    boolean onBranch = status.branch().equals(Optional.of(mark.branch()));
    if (isUntouched && onBranch && status.commit().equals(Optional.of(mark.base()))) {
      leave(mark);
      return finished(mark, mark.base(), status, 0);
    }
    boolean committed = false;
    boolean isFirst = onBranch && status.commit().equals(Optional.of(mark.base())) && !isMerging();
    if (status.hasWork()) {
      if (!onBranch) {
        status.commit().ifPresent(tree::detachAt); // never commit onto a branch that is not ours
      }
      committed = leftovers.commitAll(mark.task(), status.nested());
    }
    String tip = committed ? head() : status.commit().orElse(mark.base());
    String branch = onBranch ? mark.branch() : adopt(mark, tip);
    if (committed || status.commit().isPresent()) {
      standAt(tip);
    } else {
      tree.detachAt(tip);
    }
    int commits = -1;
    if (onBranch) {
      commits = isFirst && committed ? 1 : refs.ahead(mark.base(), tip);
    }
    if (commits <= 0) {
      refs.dropIfEmpty(branch, mark.base());
    }
    if (committed) {
      modules.sayWhatWasPassedOver(config, mark.task());
    }
    modules.empty(tree, tree.index().links(), mark.task());
    return finished(mark.on(branch), tip, status, commits);
  }

  /** Then a commit brings more than itself. */
  private boolean isMerging() {
    return Files.exists(gitDir.resolve("MERGE_HEAD"));
  }

  /** HEAD leaves the branch, which is still where it began, and the branch goes. */
  private void leave(Mark mark) {
    boolean isDone =
        HeadFile.detached(gitDir, mark.base())
            && place.git().refUpdates().deleted(tree.commonDir(), mark.branch(), mark.base());
    if (!isDone) {
      refs.leave(mark.branch(), mark.base());
    }
  }

  private Kept finished(Mark mark, String tip, Status before, int commits) {
    Mark finished = mark.finishedAt(tip);
    finished.write(gitDir);
    return new Kept(finished, before, commits);
  }

  private String head() {
    return FileRefs.head(gitDir, tree.commonDir())
        .orElseGet(() -> place.must("rev-parse", "--verify", "HEAD^{commit}").line());
  }

  /**
   * What became of the work.
   *
   * @param mark finished; its branch is the one that keeps the work (it differs when the agent left
   *     the task's branch for a line of commits of its own)
   * @param found how the tree was before
   * @param commits how many are on the branch; -1 when that was not looked at
   */
  record Kept(Mark mark, Status found, int commits) {}

  /** The same at a commit that git has just told of. */
  private void standAt(String commit) {
    if (!HeadFile.detached(gitDir, commit)) {
      tree.detachAt(commit);
    }
  }

  /** HEAD is not on the task's branch: brings the commits there, or onto a branch beside it. */
  private String adopt(Mark mark, String tip) {
    Optional<String> old = refs.tip(mark.branch());
    if (old.isEmpty()) {
      return refs.ahead(mark.base(), tip) == 0 ? mark.branch() : refs.reserve(mark.branch(), tip);
    }
    if (old.get().equals(tip)) {
      return mark.branch();
    }
    boolean nothingThere =
        refs.ahead(mark.base(), old.get()) == 0 && refs.ahead(mark.base(), tip) > 0;
    if (nothingThere || refs.isAncestor(old.get(), tip)) {
      refs.move(mark.branch(), tip, old.get());
      return mark.branch();
    }
    return refs.isNamed(tip) ? mark.branch() : refs.reserve(mark.branch(), tip);
  }

  /** Commits made on a detached HEAD get a branch. For a worktree whose folder is gone. */
  static void keepCommits(Git git, Path gitDir, Mark mark) {
    GitPlace place = GitPlace.repository(git, gitDir);
    GitResult tip = place.run("rev-parse", "--verify", "-q", "HEAD^{commit}");
    Refs refs = new Refs(place);
    if (tip.ok() && !refs.isNamed(tip.line())) {
      refs.reserve(mark.branch(), tip.line());
    }
  }

  /** Half prepared by a daemon that ended: nothing in it is anyone's work. */
  private void abandon(Mark mark) {
    tree.cutDetours(mark.base());
    FilterGuard.check(place);
    Status status = Status.of(place);
    tree.detachAt(status.commit().orElse(mark.base()));
    refs.dropIfEmpty(mark.branch(), mark.base());
  }

  /**
   * Lets go of what the tree was for: its work is kept, if it got that far.
   *
   * @return how the tree was found, when nothing had to be done about it
   */
  Optional<Status> release(Mark mark) {
    if (mark.phase() == Mark.Phase.PREPARING) {
      abandon(mark);
      return Optional.empty();
    }
    Kept kept = keep(mark);
    return Optional.of(kept.found()).filter(found -> !found.hasWork() && found.nested().isEmpty());
  }
}
