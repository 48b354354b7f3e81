package dev.agentpool.workspace.git;

import dev.agentpool.settings.Submodules;
import dev.agentpool.workspace.WorkspaceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A working tree of ours, of a slot's worktree or of a clone. {@link Keeping} keeps what a task
 * left in it, {@link Renewal} makes room for the next.
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

  Path commonDir() {
    return ConfigFiles.commonDir(gitDir);
  }

  /**
   * Notes what a look found when the work was kept.
   *
   * @param commits how many its branch has
   */
  void looked(Keeping.Kept kept, int commits) {
    Status found = kept.found();
    nothing.set(commits == 0 && !found.hasWork() && found.nested().isEmpty());
  }

  /** Whether it was looked at, and neither a commit nor a changed file was found. */
  boolean leftNothing() {
    return nothing.get();
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

  void detachAt(String commit) {
    place.must("update-ref", "--no-deref", "HEAD", commit);
  }

  /** Takes a preparation back as far as the branch: HEAD no longer stands on it. */
  void letGo(Mark prepared) {
    detachAt(prepared.base());
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
