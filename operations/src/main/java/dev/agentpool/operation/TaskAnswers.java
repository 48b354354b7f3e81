package dev.agentpool.operation;

import dev.agentpool.answer.Escalation;
import dev.agentpool.answer.Outcome;
import dev.agentpool.answer.Submitted;
import dev.agentpool.answer.Task;
import dev.agentpool.budget.Cost;
import dev.agentpool.budget.Money;
import dev.agentpool.engine.Engine;
import dev.agentpool.engine.Refused;
import dev.agentpool.engine.Standstill;
import dev.agentpool.engine.Tasks;
import dev.agentpool.inside.child.Family;
import dev.agentpool.ledger.Ledger;
import dev.agentpool.node.prompt.AskedPrompts;
import dev.agentpool.plan.ChainResult;
import dev.agentpool.task.PlanPart;
import dev.agentpool.task.TaskFilter;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.task.TaskSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Tasks as every face tells them: with their dependencies, what they cost, and what a chain
 * brought. However many are told at once, the ledger is asked the same few times.
 */
public final class TaskAnswers {
  private static final int AT_A_TIME = 25;
  private static final TaskForm WHOLE = new TaskForm(false);
  private static final TaskForm HEAD = new TaskForm(true);
  private final Engine engine;
  private final Ledger ledger;

  public TaskAnswers(Engine engine, Ledger ledger) {
    this.engine = engine;
    this.ledger = ledger;
  }

  public static TaskAnswers of(Asking asking) {
    return new TaskAnswers(asking.engine(), asking.ledger());
  }

  /** With what it was really asked, when it is a step of a plan. */
  public Task one(TaskRecord task) {
    return alone(task, Optional.empty(), Optional.empty());
  }

  /** With what was started inside of it too, oldest first. */
  public Task whole(TaskRecord task) {
    return alone(
        task,
        Optional.of(
            new Family(ledger)
                .children(task.id()).stream().map(child -> child.id().value()).toList()),
        Optional.empty());
  }

  /** Of a cancel. */
  Task cancelled(TaskRecord task, boolean hadEnded) {
    return alone(task, Optional.empty(), Optional.of(hadEnded));
  }

  private Task alone(TaskRecord task, Optional<List<String>> children, Optional<Boolean> hadEnded) {
    return told(List.of(task), WHOLE, new AskedPrompts(ledger).of(task), children, hadEnded)
        .getFirst();
  }

  /**
   * The tasks that a filter lets through, with long texts by their heads. Read a few at a time:
   * what all of them hold may be more than there is memory.
   */
  public List<Task> list(TaskFilter filter) {
    List<Task> list = new ArrayList<>();
    for (int done = 0; done < filter.limit(); done += AT_A_TIME) {
      int some = Math.min(AT_A_TIME, filter.limit() - done);
      List<TaskRecord> found = ledger.tasks(at(filter, some, filter.offset() + done));
      list.addAll(heads(found));
      if (found.size() < some) {
        break;
      }
    }
    return list;
  }

  /** These, with long texts by their heads. */
  public List<Task> heads(List<TaskRecord> tasks) {
    return told(tasks, HEAD, Optional.empty(), Optional.empty(), Optional.empty());
  }

  static TaskFilter at(TaskFilter filter, int limit, int offset) {
    return new TaskFilter(
        filter.pool(), filter.states(), filter.tags(), filter.slot(), filter.plan(), limit, offset);
  }

  /** What is told of a task that has ended, to those who watched it. */
  public Outcome outcome(TaskRecord task) {
    return WHOLE.outcome(
        task,
        Tasks.reason(task, engine.tasks().standstills(List.of(task)).get(task.id())),
        engine.tasks().cost(task.id()),
        isEndedPlan(task) ? engine.chains().result(task.id()) : null);
  }

  /** The outcome of a task that was submitted, when it is there. */
  static Outcome await(Asking asking, Record request, Submitted submitted, Duration atMost)
      throws InterruptedException {
    TaskId id = new TaskId(submitted.taskId());
    TaskRecord task = asking.engine().tasks().await(id, atMost);
    if (!task.state().isThere()) {
      throw new Refused(
          Refused.Kind.TIMED_OUT,
          "timed_out",
          "the time was over before " + id + " had ended; it goes on: ask GET /v1/tasks/" + id);
    }
    return of(asking).outcome(task).warning(submitted.warnings());
  }

  private List<Task> told(
      List<TaskRecord> tasks,
      TaskForm form,
      Optional<String> rendered,
      Optional<List<String>> children,
      Optional<Boolean> hadEnded) {
    List<TaskId> ids = tasks.stream().map(TaskRecord::id).toList();
    Map<TaskId, Cost> costs = ledger.costs(ids);
    Map<TaskId, List<TaskId>> after = ledger.dependencies(ids);
    Map<TaskId, Standstill> standstills = engine.tasks().standstills(tasks);
    Map<TaskId, ChainResult> chains =
        engine.chains().results(tasks.stream().filter(TaskAnswers::isEndedPlan).toList());
    return tasks.stream()
        .map(task ->
            told(
                task,
                form,
                form.outcome(
                    task,
                    Tasks.reason(task, standstills.get(task.id())),
                    costs.getOrDefault(task.id(), Cost.NOTHING),
                    chains.get(task.id())),
                Optional.ofNullable(standstills.get(task.id())).map(TaskAnswers::waitsFor),
                after.getOrDefault(task.id(), List.of()),
                rendered,
                children,
                hadEnded))
        .toList();
  }

  private Task told(
      TaskRecord task,
      TaskForm form,
      Outcome brought,
      Optional<Task.WaitsFor> waitsFor,
      List<TaskId> after,
      Optional<String> rendered,
      Optional<List<String>> children,
      Optional<Boolean> hadEnded) {
    TaskSpec spec = task.spec();
    return new Task(
        brought,
        task.id().value(),
        task.pool().value(),
        Optional.ofNullable(task.plan()).map(plan -> plan.value()),
        role(spec.part()),
        spec.part().stepName(),
        spec.called().text(),
        form.text(task.prompt().text()),
        rendered,
        waitsFor,
        Optional.ofNullable(task.slot()),
        spec.tags(),
        spec.ordering().priority(),
        Optional.ofNullable(spec.ordering().lane()),
        after.stream().map(TaskId::value).toList(),
        task.attempts(),
        spec.retry().maxAttempts(),
        spec.review().required(),
        spec.review().maxRejections(),
        task.rejections(),
        task.feedback().stream().map(form::text).toList(),
        micros(spec.cap()),
        task.createdAt(),
        Optional.ofNullable(task.startedAt()),
        Optional.ofNullable(task.finishedAt()),
        Optional.ofNullable(task.notBefore()),
        form.result(task, brought),
        engine
            .reviews()
            .escalation(task)
            .map(made -> new Escalation(made.by(), form.text(made.why()), made.at())),
        Family.parentOf(task).map(TaskId::value),
        Optional.ofNullable(task.retryOf()).map(TaskId::value),
        children,
        hadEnded);
  }

  private static Task.WaitsFor waitsFor(Standstill standstill) {
    return switch (standstill.cause()) {
      case POOL -> Task.WaitsFor.POOL;
      case SLOT -> Task.WaitsFor.SLOT;
      case PROVIDER -> Task.WaitsFor.PROVIDER;
      case MONEY -> Task.WaitsFor.MONEY;
      case TIME -> Task.WaitsFor.TIME;
    };
  }

  private static Task.Role role(PlanPart part) {
    return switch (part) {
      case PlanPart.Alone() -> Task.Role.TASK;
      case PlanPart.Step _ -> Task.Role.STEP;
      case PlanPart.Close _ -> Task.Role.FINISH;
      case PlanPart.Parent _ -> Task.Role.PLAN;
    };
  }

  private static OptionalLong micros(@Nullable Money money) {
    return money == null ? OptionalLong.empty() : OptionalLong.of(money.micros());
  }

  private static boolean isEndedPlan(TaskRecord task) {
    return task.spec().isParent() && task.state().terminal();
  }
}
