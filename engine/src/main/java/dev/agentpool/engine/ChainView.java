package dev.agentpool.engine;

import dev.agentpool.activity.ActivityCursor;
import dev.agentpool.activity.ActivityLog;
import dev.agentpool.budget.Cost;
import dev.agentpool.ledger.Ledger;
import dev.agentpool.plan.ChainProgress;
import dev.agentpool.plan.ChainResult;
import dev.agentpool.plan.ChainResult.StepResult;
import dev.agentpool.task.OutcomeCode;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.task.TaskResult;
import dev.agentpool.task.TaskState;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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
    return ledger.steps(parent.id());
  }

  ChainResult result(TaskRecord parent) {
    ChainResult result = results(List.of(parent)).get(parent.id());
    return result == null ? new ChainResult(List.of(), "", Cost.NOTHING, false) : result;
  }

  /** Of several at once, with two readings however many there are. */
  Map<TaskId, ChainResult> results(List<TaskRecord> parents) {
    Map<TaskId, List<TaskRecord>> steps =
        ledger.steps(parents.stream().map(TaskRecord::id).toList());
    List<TaskId> ids = new ArrayList<>(parents.stream().map(TaskRecord::id).toList());
    steps.values().forEach(some -> some.forEach(step -> ids.add(step.id())));
    Map<TaskId, Cost> costs = ledger.costs(ids);
    Map<TaskId, ChainResult> results = new HashMap<>();
    for (TaskRecord parent : parents) {
      results.put(parent.id(), result(parent, steps.getOrDefault(parent.id(), List.of()), costs));
    }
    return results;
  }

  private static ChainResult result(
      TaskRecord parent, List<TaskRecord> steps, Map<TaskId, Cost> costs) {
    List<StepResult> told = new ArrayList<>();
    String output = "";
    for (TaskRecord step : steps) {
      if (isListed(step, parent)) {
        StepResult result = told(step, costs.getOrDefault(step.id(), Cost.NOTHING));
        told.add(result);
        output = !result.skipped() && step.state().terminal() ? result.output() : output;
      }
    }
    if (parent.state() == TaskState.FAILED && told.stream().allMatch(step -> step.success())) {
      output = parent.reason(); // its workspace could not be finished
    }
    return new ChainResult(
        told,
        output,
        costs.getOrDefault(parent.id(), Cost.NOTHING),
        parent.state() == TaskState.COMPLETED);
  }

  /** Steps behind a failed one are not listed; steps of a cancelled chain are, as skipped. */
  private static boolean isListed(TaskRecord step, TaskRecord parent) {
    return switch (step.state()) {
      case COMPLETED, CANCELLED, PENDING_REVIEW -> true;
      case FAILED ->
          codeOf(step) != OutcomeCode.DEPENDENCY_FAILED || parent.state() == TaskState.CANCELLED;
      case BLOCKED, PENDING, RUNNING -> false;
    };
  }

  private static OutcomeCode codeOf(TaskRecord step) {
    TaskResult result = step.result();
    return result == null ? OutcomeCode.CANCELLED : result.outcome().code();
  }

  private static StepResult told(TaskRecord step, Cost cost) {
    boolean skipped =
        (step.state() == TaskState.CANCELLED && step.fence() == 0)
            || codeOf(step) == OutcomeCode.SKIPPED
            || codeOf(step) == OutcomeCode.DEPENDENCY_FAILED;
    TaskResult result = step.result();
    return new StepResult(
        nameOf(step),
        result == null || skipped ? "" : result.output(),
        step.state() == TaskState.COMPLETED && codeOf(step) != OutcomeCode.SKIPPED,
        cost,
        Math.max(0, step.attempts() - 1),
        skipped,
        step.id().value(),
        result == null ? List.of() : result.notices());
  }

  static String nameOf(TaskRecord step) {
    return step.spec().part().stepName().orElse(step.id().value());
  }

  ChainProgress progress(TaskRecord parent) {
    List<TaskRecord> steps = steps(parent);
    Map<TaskId, Cost> costs = ledger.costs(steps.stream().map(TaskRecord::id).toList());
    List<StepResult> done = new ArrayList<>();
    int current = -1;
    for (int i = 0; i < steps.size(); i++) {
      TaskRecord step = steps.get(i);
      if (isListed(step, parent)) {
        done.add(told(step, costs.getOrDefault(step.id(), Cost.NOTHING)));
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
