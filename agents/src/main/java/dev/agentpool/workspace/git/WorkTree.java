package dev.agentpool.workspace.git;

import dev.agentpool.settings.Submodules;
import dev.agentpool.workspace.WorkspaceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A working tree of ours, of a slot's worktree or of a clone: keeps what a task left, and makes
 * room for the next.
 *
 * @param gitDir its own git directory
 * @param directory its root
 */
record WorkTree(GitPlace place, Refs refs, Path gitDir, Path directory, ModuleKeeping modules) {
  /** A state git keeps between commands, and the command that ends it without touching files. */
  private static final Map<String, List<String>> UNFINISHED =
      Map.of(
          "rebase-merge", List.of("rebase", "--quit"),
          "rebase-apply/rebasing", List.of("rebase", "--quit"),
          "rebase-apply/applying", List.of("am", "--quit"),
          "sequencer", List.of("cherry-pick", "--quit"),
          "BISECT_START", List.of("bisect", "reset", "HEAD"));

  static WorkTree of(Git git, Path gitDir, Path directory, Repository project, BaseFolder base) {
    return at(git, gitDir, directory, new ModuleKeeping(project, base));
  }

  /** A submodule of this one. */
  WorkTree inside(Path moduleGitDir, Path moduleDirectory) {
    return at(place.git(), moduleGitDir, moduleDirectory, modules);
  }

  private static WorkTree at(Git git, Path gitDir, Path directory, ModuleKeeping modules) {
    GitPlace place = GitPlace.workTree(git, gitDir, directory);
    return new WorkTree(place, new Refs(place), gitDir, directory, modules);
  }

  /** What a person should know of how it was made and kept. */
  List<String> notices() {
    return modules.notices().all();
  }

  IndexFile index() {
    return IndexFile.of(place, gitDir, modules.hashLength());
  }

  /**
   * Commits what is uncommitted onto the task's branch and leaves HEAD detached, so that the user
   * may check the branch out; drops the branch when it has no commits. May be called again.
   *
   * @return the mark, finished; its branch is the one that keeps the work (it differs when the
   *     agent left the task's branch for a line of commits of its own)
   */
  Mark keep(Mark mark) {
    cutDetours(mark);
    GitConfig config = FilterGuard.check(place);
    IndexFile index = index();
    watch(config, index);
    modules.commit(this, index.links(), mark.task());
    Status status = Status.of(place);
    boolean onBranch = status.branch().equals(Optional.of(mark.branch()));
    boolean committed = false;
    if (status.hasWork()) {
      if (!onBranch) {
        status.commit().ifPresent(this::detachAt); // never commit onto a branch that is not ours
      }
      committed = commitAll(mark.task(), status.nested());
    }
    String tip =
        committed
            ? place.must("rev-parse", "--verify", "HEAD^{commit}").line()
            : status.commit().orElse(mark.base());
    String branch = onBranch ? mark.branch() : adopt(mark, tip);
    detachAt(tip);
    refs.dropIfEmpty(branch, mark.base());
    if (committed) {
      modules.sayWhatWasPassedOver(config, mark.task());
    }
    modules.empty(this, index().links(), mark.task());
    Mark finished = mark.on(branch).at(Mark.Phase.FINISHED);
    finished.write(gitDir);
    return finished;
  }

  /** A file that git was told not to look at is looked at again: a task may have changed it. */
  private void watch(GitConfig config, IndexFile index) {
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

  /** Commits what is uncommitted onto whatever HEAD is; says whether there was anything. */
  boolean commitLeftovers(String task) {
    watch(GitConfig.of(place), index());
    Status status = Status.of(place);
    return status.hasWork() && commitAll(task, status.nested());
  }

  private void cutDetours(Mark mark) {
    try {
      Detours.cut(gitDir, mark.base());
    } catch (IOException e) {
      throw WorkspaceException.ofMachine(
          "cannot look through " + gitDir + ": " + e.getMessage(), e);
    }
  }

  private void detachAt(String commit) {
    place.must("update-ref", "--no-deref", "HEAD", commit);
  }

  /**
   * Everything but ignored files, and but repositories inside, which git could only note, not keep.
   */
  private boolean commitAll(String task, List<String> nested) {
    List<String> add = new ArrayList<>(List.of("add", "--all", "--", "."));
    nested.forEach(
        path -> add.add(":(exclude,top,literal)" + path.substring(0, path.length() - 1)));
    GitResult added = place.run(add, "");
    if (!added.ok()) {
      throw GitAdvice.failure(added);
    }
    if (place.run("diff", "--cached", "--quiet", "--no-ext-diff", "--no-textconv").ok()) {
      return false;
    }
    place.must(
        "commit",
        "-q",
        "--no-verify",
        "--no-status",
        "-m",
        "agentpool: uncommitted work of " + task);
    return true;
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
    cutDetours(mark);
    FilterGuard.check(place);
    Status status = Status.of(place);
    detachAt(status.commit().orElse(mark.base()));
    refs.dropIfEmpty(mark.branch(), mark.base());
  }

  /** Takes a preparation back as far as the branch: HEAD no longer stands on it. */
  void letGo(Mark prepared) {
    detachAt(prepared.base());
  }

  /** Lets go of what the tree was for: its work is kept, if it got that far. */
  void release(Mark mark) {
    if (mark.phase() == Mark.Phase.PREPARING) {
      abandon(mark);
    } else {
      keep(mark);
    }
  }

  /**
   * Makes the tree what the branch is. What git could not keep is put aside first; ignored files
   * stay.
   */
  void refresh(Mark next, BaseFolder base, Submodules submodules, String earlierTask) {
    next.at(Mark.Phase.PREPARING).write(gitDir);
    endUnfinished();
    putNestedAside(base, earlierTask);
    modules.empty(this, index().links(), earlierTask);
    place.must("checkout", "-q", "-f", next.branch(), "--");
    place.must("clean", "-f", "-d", "-q");
    populate(submodules);
    next.at(Mark.Phase.WORKING).write(gitDir);
  }

  /** What is checked out is there; now what it links to. */
  void populate(Submodules how) {
    modules.populate(this, how);
  }

  /** Repositories inside, which git could not keep. */
  void putNestedAside(BaseFolder base, String task) {
    for (String path : Status.of(place).nested()) {
      base.putAside(directory.resolve(path), task);
    }
  }

  private void endUnfinished() {
    UNFINISHED.forEach((file, command) -> {
      if (Files.exists(gitDir.resolve(file))) {
        place.run(command, ""); // checkout says it when this was not enough
      }
    });
  }

  /** The branches, asked without the folder, which may be gone. */
  Refs sharedRefs() {
    return new Refs(GitPlace.repository(place.git(), gitDir));
  }

  void requireDirectory() {
    if (!Files.isDirectory(directory)) {
      throw WorkspaceException.ofTask(
          "the workspace " + directory + " is gone; its commits are on its branch");
    }
  }
}
