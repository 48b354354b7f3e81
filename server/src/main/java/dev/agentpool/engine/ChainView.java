package dev.agentpool.engine;

import dev.agentpool.budget.Money;
import dev.agentpool.ledger.AttemptRecord;
import dev.agentpool.ledger.Ledger;
import dev.agentpool.node.ActivityCursor;
import dev.agentpool.node.ActivityLog;
import dev.agentpool.plan.ChainProgress;
import dev.agentpool.plan.ChainResult;
import dev.agentpool.plan.ChainResult.StepResult;
import dev.agentpool.task.OutcomeCode;
import dev.agentpool.task.PlanPart;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.task.TaskResult;
import dev.agentpool.task.TaskState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A chain as its steps' tasks tell it; nothing of it is kept anywhere else. */
public final class ChainView {
  private static final int MOST_PARTIAL = 200_000;
  private final Ledger ledger;
  private final ActivityLog activity;

  public ChainView(Ledger ledger, ActivityLog activity) {
    this.ledger = ledger;
    this.activity = activity;
  }

  /** The tasks of the steps in their order; not what finishes the workspace. */
  public List<TaskRecord> steps(TaskRecord parent) {
    List<TaskRecord> steps = new ArrayList<>();
    for (TaskId id : ledger.dependencies(parent.id())) {
      ledger.task(id).filter(task -> !task.spec().isClosing()).ifPresent(steps::add);
    }
    return steps;
  }

  ChainResult result(TaskRecord parent) {
    List<StepResult> told = new ArrayList<>();
    Money total = Money.ZERO;
    String output = "";
    for (TaskRecord step : steps(parent)) {
      StepResult result = told(step);
      total = total.plus(result.cost());
      if (isListed(step)) {
        told.add(result);
      }
      if (!result.skipped() && step.state().terminal() && isListed(step)) {
        output = result.output();
      }
    }
    if (parent.state() == TaskState.FAILED && told.stream().allMatch(step -> step.success())) {
      output = parent.reason(); // its workspace could not be finished
    }
    return new ChainResult(told, output, total, parent.state() == TaskState.COMPLETED);
  }

  /** Steps behind a failed one are not listed; steps of a cancelled chain are, as skipped. */
  private static boolean isListed(TaskRecord step) {
    return switch (step.state()) {
      case COMPLETED, CANCELLED, PENDING_REVIEW -> true;
      case FAILED -> codeOf(step) != OutcomeCode.DEPENDENCY_FAILED;
      case BLOCKED, PENDING, RUNNING -> false;
    };
  }

  private static OutcomeCode codeOf(TaskRecord step) {
    TaskResult result = step.result();
    return result == null ? OutcomeCode.CANCELLED : result.outcome().code();
  }

  private StepResult told(TaskRecord step) {
    List<AttemptRecord> attempts = ledger.attempts(step.id());
    boolean skipped =
        (step.state() == TaskState.CANCELLED && attempts.isEmpty())
            || codeOf(step) == OutcomeCode.SKIPPED;
    TaskResult result = step.result();
    return new StepResult(
        nameOf(step),
        result == null || skipped ? "" : result.output(),
        step.state() == TaskState.COMPLETED && codeOf(step) != OutcomeCode.SKIPPED,
        Tasks.costOf(attempts),
        Math.max(0, step.attempts() - 1),
        skipped,
        step.id().value());
  }

  static String nameOf(TaskRecord step) {
    PlanPart part = step.spec().part();
    return part == null ? step.id().value() : part.name();
  }

  ChainProgress progress(TaskRecord parent) {
    List<TaskRecord> steps = steps(parent);
    List<StepResult> done = new ArrayList<>();
    int current = -1;
    for (int i = 0; i < steps.size(); i++) {
      TaskRecord step = steps.get(i);
      if (isListed(step)) {
        done.add(told(step));
      }
      boolean isCurrent =
          step.state() == TaskState.RUNNING
              || step.state() == TaskState.PENDING
              || step.state() == TaskState.PENDING_REVIEW;
      if (current < 0 && isCurrent) {
        current = i;
      }
    }
    if (current < 0 || parent.state().terminal()) {
      return new ChainProgress(steps.size(), null, null, null, null, done, statusOf(parent));
    }
    TaskRecord step = steps.get(current);
    return new ChainProgress(
        steps.size(),
        current,
        nameOf(step),
        partialOutput(step),
        step.state() == TaskState.RUNNING ? step.startedAt() : null,
        done,
        statusOf(parent));
  }

  static String statusOf(TaskRecord parent) {
    return parent.state().terminal() ? parent.state().wireName() : "running";
  }

  /** What the step's current attempt has said so far; empty before it says anything. */
  private String partialOutput(TaskRecord step) {
    StringBuilder said = new StringBuilder();
    ActivityCursor cursor = activity.read(step.id());
    try {
      for (var lines = cursor.next(); !lines.isEmpty(); lines = cursor.next()) {
        for (ActivityCursor.Line line : lines) {
          if (line.type().equals("state")) {
            said.setLength(0); // an attempt begins
          } else if (line.type().equals("text")) {
            said.append(line.data().path("text").asString(""));
          }
        }
      }
    } catch (IOException unreadable) {
      return ""; // a convenience; the result will tell
    }
    return said.substring(Math.max(0, said.length() - MOST_PARTIAL));
  }
}
