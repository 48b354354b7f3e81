package dev.agentpool.workspace.git;

import dev.agentpool.task.TaskId;
import java.util.Optional;

/**
 * The branch a plan's workspace is made for.
 *
 * @param commit where it is now: its start, or the work of a workspace that was lost
 */
record PlanBranch(Mark mark, String commit) {

  /**
   * The plan's branch when it has commits that the project has not: the next step builds on them.
   * Else a new one, at the project's commit.
   */
  static PlanBranch of(Repository project, TaskId plan, TakeBack taken) {
    Optional<String> known = TaskBranches.find(project, plan);
    Optional<String> tip = known.flatMap(project.refs()::tip);
    if (tip.isPresent() && !project.refs().isAncestor(tip.get(), project.head())) {
      String start = project.place().run("merge-base", project.head(), tip.get()).line();
      return at(plan, known.get(), start.isEmpty() ? project.head() : start, tip.get());
    }
    return at(plan, project.reserveBranch(plan, taken), project.head(), project.head());
  }

  private static PlanBranch at(TaskId plan, String branch, String start, String commit) {
    return new PlanBranch(new Mark(plan.value(), branch, start, Mark.Phase.WORKING), commit);
  }
}
