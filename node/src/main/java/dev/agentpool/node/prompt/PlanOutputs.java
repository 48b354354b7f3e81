package dev.agentpool.node.prompt;

import dev.agentpool.ledger.Ledger;
import dev.agentpool.plan.OutputPath;
import dev.agentpool.plan.Outputs;
import dev.agentpool.plan.Reference;
import dev.agentpool.task.OutcomeCode;
import dev.agentpool.task.PlanPart;
import dev.agentpool.task.TaskFilter;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.task.TaskResult;
import dev.agentpool.task.TaskState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the other steps of a plan brought, as one step of it sees them (spec slot-pool 8.2). */
final class PlanOutputs {
  private static final int MOST_STEPS = 10_000;
  private final Ledger ledger;
  private final TaskRecord task;
  private @Nullable List<TaskRecord> steps;

  private PlanOutputs(Ledger ledger, TaskRecord task) {
    this.ledger = ledger;
    this.task = task;
  }

  /** Reads what is asked for, and not before. */
  static PlanOutputs around(Ledger ledger, TaskRecord task) {
    return new PlanOutputs(ledger, task);
  }

  /** All steps of the plan, newest first; most prompts look no further than the step before. */
  private List<TaskRecord> steps() {
    List<TaskRecord> known = steps;
    if (known == null) {
      known =
          task.plan() == null
              ? List.of()
              : ledger
                  .tasks(
                      new TaskFilter(
                          task.pool(), Set.of(), List.of(), null, task.plan(), MOST_STEPS, 0))
                  .stream()
                  .filter(other -> other.spec().part() instanceof PlanPart.Step)
                  .toList();
      steps = known;
    }
    return known;
  }

  /** The output of the step before; of several, a numbered list. */
  String previous() {
    List<TaskRecord> before = new ArrayList<>();
    for (TaskId id : ledger.dependencies(task.id())) {
      ledger.task(id).ifPresent(before::add);
    }
    return before.size() == 1
        ? output(before.getFirst())
        : Outputs.numbered(before.stream().map(PlanOutputs::output).toList());
  }

  /**
   * A variable of a step, or of all instances of one that was expanded over a list; null when there
   * is no such step or variable.
   */
  @Nullable String value(String step, String variable) {
    List<TaskRecord> named = named(step);
    if (named.isEmpty()) {
      return null;
    }
    boolean own = part(named.getFirst()).outputVars().containsKey(variable);
    if (!own && variable.equals(Reference.StepValue.SUCCESS)) {
      return String.valueOf(named.stream().allMatch(other -> other.state() == TaskState.COMPLETED));
    }
    List<String> values =
        named.stream().map(task -> value(task, variable)).filter(Objects::nonNull).toList();
    if (values.size() < named.size()) {
      return null;
    }
    return values.size() == 1 ? values.getFirst() : Outputs.numbered(values);
  }

  /** The step of that name, newest first when it was submitted again, or its instances. */
  private List<TaskRecord> named(String step) {
    List<TaskRecord> exactly =
        steps().stream().filter(other -> part(other).name().equals(step)).toList();
    if (!exactly.isEmpty()) {
      return List.of(
          exactly.stream()
              .filter(other -> other.state() == TaskState.COMPLETED)
              .findFirst()
              .orElse(exactly.getFirst()));
    }
    return steps().stream()
        .filter(other -> part(other).group().equals(step))
        .sorted(Comparator.comparingInt(other -> instance(part(other).name())))
        .toList();
  }

  private static int instance(String name) {
    String digits = name.replaceAll(".*\\[(\\d+)\\]$", "$1");
    return digits.equals(name) ? 0 : Integer.parseInt(digits);
  }

  private static PlanPart.Step part(TaskRecord task) {
    return task.spec().part() instanceof PlanPart.Step step ? step : PlanPart.step("");
  }

  private static @Nullable String value(TaskRecord task, String variable) {
    String path = part(task).outputVars().get(variable);
    if (path == null && variable.equals(Reference.StepValue.OUTPUT)) {
      return output(task);
    }
    TaskResult result = task.result();
    if (path == null || result == null || task.state() != TaskState.COMPLETED) {
      return null;
    }
    return new OutputPath(path).in(StepNotices.text(result)).value().orElse(null);
  }

  private static String output(TaskRecord task) {
    TaskResult result = task.result();
    return result == null || result.outcome().code() == OutcomeCode.SKIPPED ? "" : result.output();
  }
}
