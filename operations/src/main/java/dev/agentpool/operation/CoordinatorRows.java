package dev.agentpool.operation;

import static dev.agentpool.operation.Operation.named;

import dev.agentpool.answer.CoordinatorResult;
import dev.agentpool.answer.CoordinatorStarted;
import dev.agentpool.answer.Cost;
import dev.agentpool.config.PoolConfig;
import dev.agentpool.engine.TaskOptions;
import dev.agentpool.request.CoordinatorRequest;
import dev.agentpool.settings.SettingKeys;
import dev.agentpool.task.OutcomeCode;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.task.TaskResult;
import dev.agentpool.task.TaskState;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;

/** A coordinator agent (spec slot-pool 11, headless mode). */
public final class CoordinatorRows {
  private static final int TIMED_OUT = 2;

  /** HTTP tells what comes of it while it is asked; who hangs up cancels it. */
  public static final Operation<CoordinatorRequest, CoordinatorStarted> RUN =
      named(
              "coordinator.run",
              "Runs an agent that drives this pool; who hangs up cancels it, not its tasks")
          .takes(CoordinatorRequest.class)
          .gives(CoordinatorStarted.class)
          .at(Route.post("/v1/coordinator").fails(400, 409))
          .does(CoordinatorRows::start);

  private CoordinatorRows() {}

  static List<Operation<?, ?>> all() {
    return List.of(RUN);
  }

  private static CoordinatorStarted start(Asking asking, CoordinatorRequest asked) {
    PoolConfig pool = asking.pool();
    TaskOptions options = Choices.task(asked.how(), asked.idempotencyKey());
    TaskId id =
        asking
            .engine()
            .coordinator()
            .start(
                pool,
                asked.prompt(),
                options,
                options.settings().find(SettingKeys.PERMISSION_MODE).orElse(null),
                asked.timeout().filter(timeout -> !timeout.isZero()).orElse(null));
    return new CoordinatorStarted(id.value());
  }

  /** Of one whose work is done. */
  public static CoordinatorResult result(Asking asking, TaskRecord task) {
    TaskResult result = task.result();
    boolean success =
        task.state() == TaskState.COMPLETED || task.state() == TaskState.PENDING_REVIEW;
    boolean late = result != null && result.outcome().code() == OutcomeCode.TIMED_OUT;
    Duration took =
        task.finishedAt() == null
            ? result == null ? Duration.ZERO : result.report().spent().elapsed()
            : Duration.between(task.createdAt(), task.finishedAt());
    dev.agentpool.budget.Cost cost = asking.engine().tasks().cost(task.id());
    return new CoordinatorResult(
        task.id().value(),
        success,
        result == null || result.output().isEmpty() ? task.reason() : result.output(),
        cost.atLeast().usd(),
        asking.engine().coordinator().completedSince(task.pool(), task),
        BigDecimal.valueOf(took.toMillis(), 3),
        success ? 0 : late ? TIMED_OUT : 1,
        Cost.of(cost));
  }
}
