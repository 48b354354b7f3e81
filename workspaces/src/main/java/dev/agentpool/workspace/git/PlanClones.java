package dev.agentpool.workspace.git;

import dev.agentpool.settings.Submodules;
import dev.agentpool.settings.WorkspaceMode;
import dev.agentpool.task.TaskId;
import dev.agentpool.workspace.WorkspaceException;
import dev.agentpool.workspace.Workspaces.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * One clone a plan; it stays as it is from step to step, and its commits come home when the plan
 * ends. The caller holds the plan's lock.
 */
final class PlanClones {
  private final TaskClones clones;

  PlanClones(TaskClones clones) {
    this.clones = clones;
  }

  Workspace join(Repository project, BaseFolder base, Submodules submodules, TaskId plan) {
    Path path = path(base, plan);
    Optional<Mark> mark = Mark.read(path.resolve(".git"));
    if (mark.isPresent() && mark.get().isBeingWorkedOnFor(plan)) {
      try {
        Files.createDirectories(path.resolve(project.prefix()));
      } catch (IOException e) {
        throw WorkspaceException.ofMachine(
            "cannot use the clone " + path + ": " + e.getMessage(), e);
      }
      return joined(clones.clone(path, project, base, mark.get()));
    }
    clones.clearAway(project, base, plan);
    try (TakeBack taken = new TakeBack()) {
      PlanBranch branch = PlanBranch.of(project, plan, taken);
      Workspace joined =
          joined(clones.make(project, base, submodules, branch.mark(), branch.commit()));
      taken.keep();
      return joined;
    }
  }

  private static Workspace joined(TaskClone clone) {
    return new PlanWorkspace(
        WorkspaceMode.CLONE, clone.tree(), clone.project(), clone.mark(), clone.directory());
  }

  /**
   * Brings the plan's commits into the project and removes the clone; what cannot go home is put
   * aside. May be called again.
   *
   * @param giveUp is what cannot go home to be deleted?
   */
  Ended end(Repository project, BaseFolder base, TaskId plan, boolean giveUp) {
    Path path = path(base, plan);
    Optional<Mark> mark = Mark.read(path.resolve(".git"));
    try {
      Path partial = TaskClones.partial(path);
      if (Files.exists(partial, LinkOption.NOFOLLOW_LINKS)) {
        Trees.delete(partial);
      }
    } catch (IOException e) {
      throw WorkspaceException.ofMachine(
          "cannot remove the clone " + path + ": " + e.getMessage(), e);
    }
    List<String> notices = List.of();
    if (mark.isPresent() && giveUp) {
      clones.clone(path, project, base, mark.get()).remove();
    } else {
      notices = clones.clearAway(project, base, plan);
    }
    return new Ended(mark.map(Mark::base), notices);
  }

  private static Path path(BaseFolder base, TaskId plan) {
    return base.clones().resolve(plan.value());
  }
}
