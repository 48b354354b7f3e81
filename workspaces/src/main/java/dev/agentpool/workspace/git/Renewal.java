package dev.agentpool.workspace.git;

import dev.agentpool.settings.Submodules;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes room in a working tree for the next task: makes it what a branch is. */
final class Renewal {
  /** A state git keeps between commands, and the command that ends it without touching files. */
  private static final Map<String, List<String>> UNFINISHED =
      Map.of(
          "rebase-merge", List.of("rebase", "--quit"),
          "rebase-apply/rebasing", List.of("rebase", "--quit"),
          "rebase-apply/applying", List.of("am", "--quit"),
          "sequencer", List.of("cherry-pick", "--quit"),
          "BISECT_START", List.of("bisect", "reset", "HEAD"));

  private final WorkTree tree;
  private final GitPlace place;
  private final Path gitDir;
  private final ModuleKeeping modules;

  Renewal(WorkTree tree) {
    this.tree = tree;
    this.place = tree.place();
    this.gitDir = tree.gitDir();
    this.modules = tree.modules();
  }

  /**
   * Makes the tree what the branch is. What git could not keep is put aside first; ignored files
   * stay.
   */
  void onBranch(Mark next, BaseFolder base, Submodules submodules, String earlierTask) {
    begin(next, base, earlierTask, Optional.empty());
    place.must("checkout", "-q", "-f", next.branch(), "--");
    place.must("clean", "-f", "-d", "-q");
    tree.populate(submodules);
    next.at(Mark.Phase.WORKING).write(gitDir);
  }

  /**
   * The same on a branch that is made in the same step, when it is not there yet.
   *
   * @param found how the tree is, when that is known and nothing is in it
   * @return the mark, with the branch it got
   */
  Mark onNewBranch(
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
      taken.with(() -> tree.sharedRefs().dropIfLeft(next.branch(), commit));
      taken.with(() -> tree.letGo(next));
      if (!made.ok()) {
        throw GitAdvice.failure(made); // git may have made the branch all the same
      }
    } else {
      String branch = tree.sharedRefs().reserve(next.branch(), commit);
      taken.with(() -> tree.sharedRefs().dropIfLeft(branch, commit));
      got = next.on(branch);
      got.at(Mark.Phase.PREPARING).write(gitDir);
      taken.with(() -> tree.letGo(next));
      place.must("checkout", "-q", "-f", branch, "--");
    }
    place.must("clean", "-f", "-d", "-q");
    tree.populate(submodules);
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
        && tree.index().isPlain()
        && !GitConfig.of(place).isTrue("core.sparsecheckout")
        && IndexFile.paths(gitDir.resolve("index"), modules.hashLength())
            .filter(files -> !EmptyFolders.mayBeIn(tree.directory(), files))
            .isPresent();
  }

  /** Makes the branch and puts HEAD onto it; false when that is left to a checkout. */
  private boolean isAttached(Mark next, TakeBack taken) {
    if (!place.git().refUpdates().created(tree.commonDir(), next.branch(), next.base())) {
      return false;
    }
    taken.with(() -> tree.sharedRefs().dropIfLeft(next.branch(), next.base()));
    taken.with(() -> tree.letGo(next));
    return HeadFile.attached(gitDir, next.branch());
  }

  private void begin(Mark next, BaseFolder base, String earlierTask, Optional<Status> found) {
    next.at(Mark.Phase.PREPARING).write(gitDir);
    endUnfinished();
    if (found.isEmpty()) {
      tree.putNestedAside(base, earlierTask);
    }
    modules.empty(tree, tree.index().links(), earlierTask);
  }

  private void endUnfinished() {
    UNFINISHED.forEach((file, command) -> {
      if (Files.exists(gitDir.resolve(file))) {
        place.run(command, ""); // checkout says it when this was not enough
      }
    });
  }
}
