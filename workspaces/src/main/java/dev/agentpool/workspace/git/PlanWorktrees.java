package dev.agentpool.workspace.git;

import dev.agentpool.settings.Submodules;
import dev.agentpool.settings.WorkspaceMode;
import dev.agentpool.task.TaskId;
import dev.agentpool.workspace.WorkspaceException;
import dev.agentpool.workspace.Workspaces.Workspace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * One worktree a plan, in the folder of the plan's id; it stays as it is from step to step. The
 * caller holds the plan's lock.
 */
final class PlanWorktrees {
  private final Git git;
  private final WorktreeFolders folders;

  PlanWorktrees(Git git, WorktreeFolders folders) {
    this.git = git;
    this.folders = folders;
  }

  Workspace join(Repository project, BaseFolder base, Submodules submodules, TaskId plan) {
    Path path = base.worktree(plan.value());
    try (TakeBack taken = new TakeBack()) {
      Path gitDir = folders.ready(path, project, project.head(), taken);
      WorkTree tree = WorkTree.of(git, gitDir, path, project, base);
      Optional<Mark> earlier = Mark.read(gitDir);
      Registrations.relink(path, gitDir, base, plan.value());
      Mark mark =
          earlier.isPresent() && earlier.get().isBeingWorkedOnFor(plan)
              ? earlier.get()
              : prepare(tree, earlier, project, base, submodules, plan, taken);
      Path directory = Files.createDirectories(path.resolve(project.prefix()));
      taken.keep();
      return new PlanWorkspace(WorkspaceMode.WORKTREE, tree, project, mark, directory);
    } catch (IOException | UncheckedIOException e) {
      throw WorkspaceException.ofMachine("cannot prepare " + path + ": " + e.getMessage(), e);
    }
  }

  private static Mark prepare(
      WorkTree tree,
      Optional<Mark> earlier,
      Repository project,
      BaseFolder base,
      Submodules submodules,
      TaskId plan,
      TakeBack taken) {
    earlier.ifPresent(new Keeping(tree)::release);
    Mark mark = PlanBranch.of(project, plan, taken).mark();
    taken.with(() -> tree.letGo(mark));
    new Renewal(tree)
        .onBranch(mark, base, submodules, earlier.map(Mark::task).orElse(plan.value()));
    return mark;
  }

  /**
   * Brings the plan's work onto its branch and removes the folder. May be called again.
   *
   * @param giveUp is what git cannot keep to go with the folder?
   */
  Ended end(Repository project, BaseFolder base, TaskId plan, boolean giveUp) {
    Path path = base.worktree(plan.value());
    try {
      Optional<Path> gitDir = Registrations.gitDirOf(path, project.commonDir());
      Optional<Mark> mark = gitDir.flatMap(Mark::read);
      List<String> notices =
          mark.isPresent()
              ? keep(gitDir.get(), path, mark.get(), project, base, giveUp)
              : List.of();
      folders.remove(path, project);
      return new Ended(mark.map(Mark::base), notices);
    } catch (IOException | UncheckedIOException e) {
      throw WorkspaceException.ofMachine("cannot remove " + path + ": " + e.getMessage(), e);
    }
  }

  private List<String> keep(
      Path gitDir, Path path, Mark mark, Repository project, BaseFolder base, boolean giveUp)
      throws IOException {
    if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      Keeping.keepCommits(git, gitDir, mark);
      LeftModules.keep(git, gitDir, base, mark.task());
      return List.of();
    }
    WorkTree tree = WorkTree.of(git, gitDir, path, project, base);
    Registrations.relink(path, gitDir, base, mark.task());
    new Keeping(tree).release(mark);
    if (!giveUp) {
      tree.putNestedAside(base, mark.task());
      LeftModules.keep(git, gitDir, base, mark.task());
    }
    return tree.notices();
  }
}
