package dev.agentpool.operation;

import static dev.agentpool.operation.Operation.named;

import dev.agentpool.answer.Cost;
import dev.agentpool.answer.FanOutAnswer;
import dev.agentpool.answer.FanOutResult;
import dev.agentpool.answer.SubmittedTasks;
import dev.agentpool.engine.Refused;
import dev.agentpool.engine.Tasks;
import dev.agentpool.request.FanOutRequest;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.task.TaskState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Many prompts at once (spec slot-pool 8.5). */
public final class FanOutRows {
  public static final Operation<FanOutRequest, SubmittedTasks> RUN =
      named("task.fan_out", "Runs prompts side by side and waits for all")
          .takes(FanOutRequest.class)
          .gives(SubmittedTasks.class)
          .at(Route.post("/v1/tasks/fan-out").fails(400, 409, 504))
          .does(FanOutRows::submit)
          .awaited(FanOutAnswer.class, FanOutRows::await);

  private FanOutRows() {}

  static List<Operation<?, ?>> all() {
    return List.of(RUN);
  }

  private static SubmittedTasks submit(Asking asking, FanOutRequest asked) {
    List<TaskId> ids =
        asking
            .engine()
            .tasks()
            .fanOut(
                asking.pool(),
                asked.prompts(),
                Choices.task(asked.how(), asked.idempotencyKey()),
                asked.concurrency().orElse(0));
    return new SubmittedTasks(ids.stream().map(TaskId::value).toList());
  }

  private static FanOutAnswer await(
      Asking asking, FanOutRequest asked, SubmittedTasks submitted, Duration atMost)
      throws InterruptedException {
    Tasks tasks = asking.engine().tasks();
    List<TaskId> ids = submitted.taskIds().stream().map(TaskId::new).toList();
    boolean isDone = tasks.await(ids, ids.size(), atMost).satisfied();
    Map<TaskId, dev.agentpool.budget.Cost> costs = tasks.costs(ids);
    List<FanOutResult> results =
        ids.stream()
            .map(id ->
                result(tasks.get(id), costs.getOrDefault(id, dev.agentpool.budget.Cost.NOTHING)))
            .toList();
    if (!isDone) {
      throw new FanOutRefused(
          Refused.Kind.TIMED_OUT,
          "timed_out",
          "the time was over before all tasks had ended; they go on",
          results);
    }
    long failed = results.stream().filter(result -> !result.success()).count();
    if (failed > 0 && !asked.settle()) {
      throw new FanOutRefused(
          Refused.Kind.CONFLICT,
          "task_failed",
          failed
              + " of "
              + ids.size()
              + " tasks failed; 'results' has every task's outcome, and"
              + " with \"settle\":true this is no error",
          results);
    }
    return new FanOutAnswer(results);
  }

  private static FanOutResult result(TaskRecord task, dev.agentpool.budget.Cost cost) {
    boolean isSuccess =
        task.state() == TaskState.COMPLETED || task.state() == TaskState.PENDING_REVIEW;
    return new FanOutResult(
        task.id().value(),
        task.state(),
        task.result() == null ? "" : task.result().output(),
        isSuccess,
        Cost.of(cost),
        isSuccess || !task.state().terminal() ? Optional.empty() : Optional.of(task.reason()));
  }
}
