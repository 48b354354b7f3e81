package dev.agentpool.node.place;

import dev.agentpool.ledger.Ledger;
import dev.agentpool.node.merge.Merge;
import dev.agentpool.node.merge.Merges;
import dev.agentpool.settings.Settings;
import dev.agentpool.task.OnFinish;
import dev.agentpool.task.Outcome;
import dev.agentpool.task.OutcomeCode;
import dev.agentpool.task.PlanPart;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.task.TaskResult;
import dev.agentpool.task.TaskRules;
import dev.agentpool.task.TaskState;
import dev.agentpool.workspace.WorkspaceException;
import dev.agentpool.workspace.Workspaces.Closed;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last task of a plan with a workspace of its own: ends that workspace, and does with its
 * branch what was asked. Work of a plan that did not end well is always kept, never merged or
 * deleted.
 */
public final class PlanClosing {
  private static final Logger LOG = LoggerFactory.getLogger(PlanClosing.class);
  private final Ledger ledger;
  private final SlotPlaces places;

  public PlanClosing(Ledger ledger, SlotPlaces places) {
    this.ledger = ledger;
    this.places = places;
  }

  public TaskResult close(TaskRecord task, PlanPart.Close part, Settings settings) {
    try {
      Closed closed =
          places.closeWorkspace(task, settings, endedWell(task) ? part.onFinish() : OnFinish.KEEP);
      remember(task, closed);
      return TaskResult.withoutAgent(Outcome.of(OutcomeCode.COMPLETED, ""))
          .withOutput(told(closed))
          .withWorkspace(closed.outcome())
          .noticing(closed.notices());
    } catch (WorkspaceException refused) {
      return TaskResult.withoutAgent(
          Outcome.of(OutcomeCode.WORKSPACE_FAILED, String.valueOf(refused.getMessage())));
    }
  }

  /** A merge counts as the plan's. */
  private void remember(TaskRecord task, Closed closed) {
    String into = closed.mergedInto();
    String branch = closed.outcome().branch();
    if (into != null && branch != null) {
      Optional.ofNullable(task.plan())
          .flatMap(plan -> ledger.task(plan.parent()))
          .flatMap(plan ->
              new Merges(ledger)
                  .made(plan, Merge.of(plan, branch, into, closed.outcome().commits(), "")))
          .ifPresent(why -> LOG.warn("the merge of {} is not remembered: {}", branch, why));
    }
  }

  private boolean endedWell(TaskRecord task) {
    boolean planStands =
        Optional.ofNullable(task.plan())
            .flatMap(plan -> ledger.task(plan.parent()))
            .filter(parent -> parent.state() == TaskState.RUNNING)
            .isPresent();
    return planStands
        && ledger.dependencies(task.id()).stream()
            .map((TaskId step) -> ledger.task(step).orElseThrow())
            .allMatch(TaskRules::letsOthersGoOn);
  }

  private static String told(Closed closed) {
    String branch = closed.outcome().branch();
    if (closed.mergedInto() != null) {
      return closed.outcome().commits() + " commits merged into " + closed.mergedInto();
    }
    if (closed.patch() != null) {
      return "the change is in " + closed.patch() + ", its commits on branch " + branch;
    }
    return branch == null
        ? "nothing was changed"
        : closed.outcome().commits() + " commits are on branch " + branch;
  }
}
