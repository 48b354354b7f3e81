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
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A working tree of ours, of a slot's worktree or of a clone: keeps what a task left, and makes
 * room for the next.
 *
 * @param gitDir its own git directory
 * @param directory its root
 * @param nothing set when a look at what a task left found nothing
 */
record WorkTree(
    GitPlace place,
    Refs refs,
    Path gitDir,
    Path directory,
    ModuleKeeping modules,
    AtomicBoolean nothing) {
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
    return new WorkTree(place, new Refs(place), gitDir, directory, modules, new AtomicBoolean());
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
   */
  Kept keep(Mark mark) {
    cutDetours(mark.base());
    GitConfig config = FilterGuard.check(place);
    IndexFile index = index();
    watch(config, index);
    modules.commit(this, index.links(), mark.task());
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
        status.commit().ifPresent(this::detachAt); // never commit onto a branch that is not ours
      }
      committed = commitAll(mark.task(), status.nested());
    }
    String tip = committed ? head() : status.commit().orElse(mark.base());
    String branch = onBranch ? mark.branch() : adopt(mark, tip);
    if (committed || status.commit().isPresent()) {
      standAt(tip);
    } else {
      detachAt(tip);
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
    modules.empty(this, index().links(), mark.task());
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
            && place.git().refUpdates().deleted(commonDir(), mark.branch(), mark.base());
    if (!isDone) {
      refs.leave(mark.branch(), mark.base());
    }
  }

  private Path commonDir() {
    return ConfigFiles.commonDir(gitDir);
  }

  /**
   * Notes what a look found when the work was kept.
   *
   * @param commits how many its branch has
   */
  void looked(Kept kept, int commits) {
    Status found = kept.found();
    nothing.set(commits == 0 && !found.hasWork() && found.nested().isEmpty());
  }

  /** Whether it was looked at, and neither a commit nor a changed file was found. */
  boolean leftNothing() {
    return nothing.get();
  }

  private Kept finished(Mark mark, String tip, Status before, int commits) {
    Mark finished = mark.finishedAt(tip);
    finished.write(gitDir);
    return new Kept(finished, before, commits);
  }

  private String head() {
    return FileRefs.head(gitDir, commonDir())
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

  /** What leads our git out of its own folder goes; {@code head} is for a HEAD that did. */
  void cutDetours(String head) {
    try {
      Detours.cut(gitDir, head);
    } catch (IOException e) {
      throw WorkspaceException.ofMachine(
          "cannot look through " + gitDir + ": " + e.getMessage(), e);
    }
  }

  private void detachAt(String commit) {
    place.must("update-ref", "--no-deref", "HEAD", commit);
  }

  /** The same at a commit that git has just told of. */
  private void standAt(String commit) {
    if (!HeadFile.detached(gitDir, commit)) {
      detachAt(commit);
    }
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
    cutDetours(mark.base());
    FilterGuard.check(place);
    Status status = Status.of(place);
    detachAt(status.commit().orElse(mark.base()));
    refs.dropIfEmpty(mark.branch(), mark.base());
  }

  /** Takes a preparation back as far as the branch: HEAD no longer stands on it. */
  void letGo(Mark prepared) {
    detachAt(prepared.base());
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

  /**
   * Makes the tree what the branch is. What git could not keep is put aside first; ignored files
   * stay.
   */
  void refresh(Mark next, BaseFolder base, Submodules submodules, String earlierTask) {
    begin(next, base, earlierTask, Optional.empty());
    place.must("checkout", "-q", "-f", next.branch(), "--");
    place.must("clean", "-f", "-d", "-q");
    populate(submodules);
    next.at(Mark.Phase.WORKING).write(gitDir);
  }

  /**
   * The same on a branch that is made in the same step, when it is not there yet.
   *
   * @param found how the tree is, when that is known and nothing is in it
   * @return the mark, with the branch it got
   */
  Mark refreshOnNew(
      Mark next,
      BaseFolder base,
      Submodules submodules,
      String earlierTask,
      Optional<Status> found,
      TakeBack taken) {
    if (found.isPresent() && isAlready(next.base(), found.get())) {
      Mark ready = next.at(Mark.Phase.WORKING); // nothing is in it that could be taken for work
      ready.write(gitDir);
      if (isAttached(ready, taken)) {
        return ready;
      }
    }
    begin(next, base, earlierTask, found);
    Mark got = next;
    String commit = next.base();
    GitResult made =
        place.run("checkout", "-q", "-f", "--no-track", "-b", next.branch(), commit, "--");
    boolean isTaken = made.err().contains("already exists") || made.err().contains("lock ref");
    if (made.ok() || !isTaken) {
      taken.with(() -> sharedRefs().dropIfLeft(next.branch(), commit));
      taken.with(() -> letGo(next));
      if (!made.ok()) {
        throw GitAdvice.failure(made); // git may have made the branch all the same
      }
    } else {
      String branch = sharedRefs().reserve(next.branch(), commit);
      taken.with(() -> sharedRefs().dropIfLeft(branch, commit));
      got = next.on(branch);
      got.at(Mark.Phase.PREPARING).write(gitDir);
      taken.with(() -> letGo(next));
      place.must("checkout", "-q", "-f", branch, "--");
    }
    place.must("clean", "-f", "-d", "-q");
    populate(submodules);
    got.at(Mark.Phase.WORKING).write(gitDir);
    return got;
  }

  /**
   * Is the tree, in which nothing was found, all that a checkout of the commit would make it? Then
   * only HEAD has to move.
   */
  private boolean isAlready(String commit, Status found) {
    return found.commit().equals(Optional.of(commit))
        && GitState.isPlain(gitDir)
        && index().isPlain()
        && !GitConfig.of(place).isTrue("core.sparsecheckout")
        && IndexFile.paths(gitDir.resolve("index"), modules.hashLength())
            .filter(files -> !EmptyFolders.mayBeIn(directory, files))
            .isPresent();
  }

  /** Makes the branch and puts HEAD onto it; false when that is left to a checkout. */
  private boolean isAttached(Mark next, TakeBack taken) {
    if (!place.git().refUpdates().created(commonDir(), next.branch(), next.base())) {
      return false;
    }
    taken.with(() -> sharedRefs().dropIfLeft(next.branch(), next.base()));
    taken.with(() -> letGo(next));
    return HeadFile.attached(gitDir, next.branch());
  }

  private void begin(Mark next, BaseFolder base, String earlierTask, Optional<Status> found) {
    next.at(Mark.Phase.PREPARING).write(gitDir);
    endUnfinished();
    if (found.isEmpty()) {
      putNestedAside(base, earlierTask);
    }
    modules.empty(this, index().links(), earlierTask);
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
