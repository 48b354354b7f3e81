package dev.agentpool.workspace.git;

import dev.agentpool.settings.Submodules;
import dev.agentpool.workspace.WorkspaceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What tasks leave in the submodules of a working tree of ours, which git itself neither sees nor
 * cleans: uncommitted files are committed there, commits are brought to the project's own
 * repository of the submodule, what has no home is put aside, and then the folders are empty again,
 * for the next task. INVARIANT: nothing is deleted that has no other place.
 *
 * <p>A submodule's repository was an agent's to write: its configuration names no command that
 * runs, and its files are reached through no link.
 */
final class ModuleKeeping {
  private static final int DEPTH = 8;

  private final Repository project;
  private final BaseFolder base;
  private final Notices notices = new Notices();

  ModuleKeeping(Repository project, BaseFolder base) {
    this.project = project;
    this.base = base;
  }

  int hashLength() {
    return project.hashLength();
  }

  Notices notices() {
    return notices;
  }

  /** Fills them, when that is asked, and says which are empty, for the agent will find them so. */
  void populate(WorkTree tree, Submodules how) {
    switch (how) {
      case EMPTY ->
          sayEmpty(
              tree.index().links().stream().map(IndexFile.Link::path).toList(),
              "submodules = \"fill\" fills them from the project's own");
      case FILL ->
          sayEmpty(
              new ModuleFill(project.place().git(), project).fill(tree),
              "the project has no repository of them with that commit, which 'git submodule update"
                  + " --init' would fetch");
    }
  }

  /** What the user's own git would have done with a commit that agentpool made. */
  void sayWhatWasPassedOver(GitConfig config, String task) {
    List<String> passed = new ArrayList<>();
    if (config.isTrue("commit.gpgsign")) {
      passed.add("unsigned");
    }
    List<String> hooks = Hooks.present(config, project, Hooks.OF_A_COMMIT);
    if (!hooks.isEmpty()) {
      passed.add("without the hooks " + String.join(", ", hooks));
    }
    if (!passed.isEmpty()) {
      notices.say(
          "what "
              + task
              + " left uncommitted, agentpool committed "
              + String.join(" and ", passed));
    }
  }

  private void sayEmpty(List<String> paths, String advice) {
    if (!paths.isEmpty()) {
      notices.say("submodules are empty here: " + FileNames.list(paths) + " (" + advice + ")");
    }
  }

  /**
   * Commits what is uncommitted in them, the innermost first, so that the tree's links tell of it.
   */
  void commit(WorkTree tree, List<IndexFile.Link> links, String task) {
    commit(tree, links, task, DEPTH);
  }

  private void commit(WorkTree tree, List<IndexFile.Link> links, String task, int depth) {
    for (IndexFile.Link link : links) {
      Optional<WorkTree> inner = usable(tree, link, task, depth);
      if (inner.isPresent()) {
        commit(inner.get(), inner.get().index().links(), task, depth - 1);
        if (isCommitted(inner.get(), tree, link, task)) {
          notices.say(
              "what "
                  + task
                  + " left uncommitted in the submodule "
                  + link.path()
                  + " was committed there");
        }
      }
    }
  }

  /**
   * What git cannot commit there, is put aside: it must not be in the way of the tree's own work.
   */
  private boolean isCommitted(WorkTree inner, WorkTree tree, IndexFile.Link link, String task) {
    try {
      return new Leftovers(inner).commit(task);
    } catch (WorkspaceException cannot) {
      Submodule.at(tree.directory(), tree.gitDir(), link.path())
          .ifPresent(module -> putAside(module, task, "the submodule "));
      return false;
    }
  }

  /** The submodule as a tree; what cannot be used as one is put aside whole. */
  private Optional<WorkTree> usable(WorkTree tree, IndexFile.Link link, String task, int depth) {
    Optional<Submodule> found = Submodule.at(tree.directory(), tree.gitDir(), link.path());
    if (found.isEmpty()) {
      return Optional.empty();
    }
    Submodule module = found.get();
    if (module.gitDir() == null || depth == 0) {
      putAside(module, task, "files in the empty submodule ");
      return Optional.empty();
    }
    WorkTree inner = tree.inside(module.gitDir(), module.directory());
    try {
      inner.cutDetours(link.commit());
      FilterGuard.check(inner.place());
      return Optional.of(inner);
    } catch (WorkspaceException refused) {
      putAside(module, task, "the submodule ");
      return Optional.empty();
    }
  }

  /**
   * Empties their folders, when all that is in them has a place. The tree's own work is committed.
   */
  void empty(WorkTree tree, List<IndexFile.Link> links, String task) {
    empty(tree, links, task, DEPTH, module -> homeOf(tree, module));
  }

  private Optional<ModuleHome> homeOf(WorkTree tree, Submodule module) {
    return ModuleHome.of(project, module.name(tree.gitDir()), module.path());
  }

  private void empty(
      WorkTree tree,
      List<IndexFile.Link> links,
      String task,
      int depth,
      Function<Submodule, Optional<ModuleHome>> homes) {
    for (IndexFile.Link link : links) {
      Optional<WorkTree> inner = usable(tree, link, task, depth);
      if (inner.isPresent()) {
        Submodule module = Submodule.at(tree.directory(), tree.gitDir(), link.path()).orElseThrow();
        Optional<ModuleHome> home = homes.apply(module);
        WorkTree within = inner.get();
        empty(
            within,
            within.index().links(),
            task,
            depth - 1,
            nested -> home.flatMap(outer -> outer.within(nested.name(within.gitDir()))));
        leave(within, home, module, task);
      }
    }
  }

  private void leave(WorkTree inner, Optional<ModuleHome> home, Submodule module, String task) {
    if (isKeptElsewhere(inner, home, module, task)) {
      delete(module);
    } else {
      putAside(module, task, "the submodule ");
    }
  }

  private boolean isKeptElsewhere(
      WorkTree inner, Optional<ModuleHome> home, Submodule module, String task) {
    try {
      Status status = Status.of(inner.place());
      boolean isClean = !status.hasWork() && status.nested().isEmpty();
      return isClean && (isAtHome(inner, status, home, module, task) || hasNothingOfItsOwn(inner));
    } catch (WorkspaceException cannotTell) {
      return false;
    }
  }

  /** Has the project's own repository of the submodule all that this one has? */
  private boolean isAtHome(
      WorkTree inner, Status status, Optional<ModuleHome> home, Submodule module, String task) {
    Path gitDir = module.gitDir();
    if (home.isEmpty() || gitDir == null || status.commit().isEmpty()) {
      return false;
    }
    String tip = status.commit().get();
    if (!home.get().has(tip)) {
      String branch = inner.refs().reserve("agentpool/" + task, tip);
      String kept = home.get().bring(gitDir, Refs.ref(branch), tip, "agentpool/" + task);
      notices.say(
          "the commits that "
              + task
              + " made in the submodule "
              + module.path()
              + " are on branch "
              + kept
              + " of the project's own repository of it");
    }
    String all = inner.place().must("for-each-ref", "--format=%(objectname)").out();
    return home.get().hasAll(all);
  }

  /** Did all of it come from elsewhere? */
  private static boolean hasNothingOfItsOwn(WorkTree inner) {
    GitResult own =
        inner.place().run("rev-list", "--max-count=1", "HEAD", "--all", "--not", "--remotes");
    return own.ok() && own.line().isEmpty();
  }

  private void putAside(Submodule module, String task, String what) {
    List<String> at = new ArrayList<>();
    Path gitDir = module.gitDir();
    if (gitDir != null && !module.holdsItsRepository()) {
      at.add(LeftModules.putAside(project.place().git(), gitDir, base, task).toString());
    }
    at.addFirst(base.putAside(module.directory(), task).toString());
    remake(module.directory());
    notices.say(
        what
            + module.path()
            + ", as "
            + task
            + " left it, is in "
            + String.join(" and ", at)
            + ": the project has no repository of it to keep that in");
  }

  /** Renamed before it is deleted: half a submodule must never be taken for work. */
  private void delete(Submodule module) {
    try {
      Path doomed = Files.createDirectories(base.doomed());
      Path target = doomed.resolve(Long.toHexString(System.nanoTime()));
      Files.move(module.directory(), target, StandardCopyOption.ATOMIC_MOVE);
      remake(module.directory());
      Path gitDir = module.gitDir();
      if (gitDir != null
          && !module.holdsItsRepository()
          && Files.isDirectory(gitDir, LinkOption.NOFOLLOW_LINKS)) {
        Trees.delete(gitDir);
      }
      Trees.delete(doomed);
    } catch (IOException e) {
      throw WorkspaceException.ofMachine(
          "cannot empty the submodule " + module.directory() + ": " + e.getMessage(), e);
    }
  }

  private static void remake(Path directory) {
    try {
      Files.createDirectories(directory);
    } catch (IOException e) {
      throw WorkspaceException.ofMachine(
          "cannot make the folder " + directory + " again: " + e.getMessage(), e);
    }
  }
}
