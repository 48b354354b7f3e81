package dev.agentpool.rest;

import dev.agentpool.activity.ActivityCursor;
import dev.agentpool.budget.Cost;
import dev.agentpool.config.PoolConfig;
import dev.agentpool.engine.TaskOptions;
import dev.agentpool.feed.JournalFeed;
import dev.agentpool.settings.PermissionMode;
import dev.agentpool.settings.SettingKeys;
import dev.agentpool.task.OutcomeCode;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.task.TaskResult;
import dev.agentpool.task.TaskState;
import dev.agentpool.wire.CostShapes;
import dev.agentpool.wire.Shapes;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** A coordinator agent, watched until it is done (spec slot-pool 11, headless mode). */
final class CoordinatorRoutes implements RouteGroup {
  private static final int TIMED_OUT = 2;
  private final Api api;

  CoordinatorRoutes(Api api) {
    this.api = api;
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.post(
                "/v1/coordinator",
                "Runs an agent that drives this pool; who hangs up cancels it, not its tasks",
                this::run)
            .takes("CoordinatorRequest")
            .streams(
                "started: CoordinatorStarted",
                "progress: CoordinatorProgress",
                "result: CoordinatorResult")
            .fails(400, 409));
  }

  @Override
  public String shapes() {
    return """
    CoordinatorRequest!:
      prompt: text
      ...TaskChoices
      timeout_ms?: integer
      idempotency_key?: text # the same key gives the same coordinator again
      dir?: text
    CoordinatorStarted:
      task_id: text
    CoordinatorProgress: # what its agent says and does, as the events of a task
      type: text
      data: object
    CoordinatorResult: # data of the last event, result
      task_id: text
      success: boolean
      output: text
      cost_usd: number # of the coordinator itself
      tasks_completed: integer
      duration_secs: number
      exit_code: integer # 0 done, 1 failed, 2 out of time
    """;
  }

  private void run(Call call) throws InterruptedException, IOException {
    PoolConfig pool = call.pool();
    Body body = call.body();
    String prompt = body.text("prompt");
    long millis = body.longNumber("timeout_ms", 0, 0, Duration.ofDays(7).toMillis());
    TaskOptions options = TaskRequests.options(body, call.idempotencyKey(body));
    call.nothingElse();
    @Nullable PermissionMode mode =
        options.settings().find(SettingKeys.PERMISSION_MODE).orElse(null);
    TaskId id =
        api.engine()
            .coordinator()
            .start(pool, prompt, options, mode, millis == 0 ? null : Duration.ofMillis(millis));
    try {
      watch(call, pool, id);
    } catch (IOException gone) {
      api.engine().tasks().cancel(id, "who started the coordinator went away");
      throw gone;
    }
  }

  private void watch(Call call, PoolConfig pool, TaskId id)
      throws InterruptedException, IOException {
    Semaphore news = new Semaphore(1);
    EventStream events = new EventStream(call.http());
    ActivityCursor cursor = api.activity().read(id);
    try (JournalFeed.Subscription _ = api.activity().follow(id, news::release);
        JournalFeed.Subscription _ =
            api.feed()
                .subscribe(entry -> {
                  if (entry.isOf(id)) {
                    news.release();
                  }
                });
        Streams.Place _ = api.streams().enter(news)) {
      events.send(0, "started", Map.of("task_id", id.value()));
      while (!api.streams().ending()) {
        if (!news.tryAcquire(15, TimeUnit.SECONDS)) {
          events.keepAlive();
          continue;
        }
        news.drainPermits();
        TaskRecord task = api.engine().tasks().get(id);
        for (var lines = cursor.next(); !lines.isEmpty(); lines = cursor.next()) {
          for (ActivityCursor.Line line : lines) {
            events.send(line.number(), "progress", progress(line));
          }
        }
        if (isDone(task)) {
          events.send(cursor.last() + 1, "result", result(pool, task));
          return;
        }
      }
    }
  }

  /**
   * A review that is asked for begins when its work is done; nobody waits here for its decision.
   */
  private static boolean isDone(TaskRecord task) {
    return task.state().terminal() || task.state() == TaskState.PENDING_REVIEW;
  }

  private static ObjectNode progress(ActivityCursor.Line line) {
    return (ObjectNode) Shapes.object().put("type", line.type()).set("data", line.data());
  }

  private ObjectNode result(PoolConfig pool, TaskRecord task) {
    TaskResult result = task.result();
    boolean success =
        task.state() == TaskState.COMPLETED || task.state() == TaskState.PENDING_REVIEW;
    boolean late = result != null && result.outcome().code() == OutcomeCode.TIMED_OUT;
    Duration took =
        task.finishedAt() == null
            ? result == null ? Duration.ZERO : result.report().spent().elapsed()
            : Duration.between(task.createdAt(), task.finishedAt());
    Cost cost = api.engine().tasks().cost(task.id());
    ObjectNode node =
        Shapes.object()
            .put("task_id", task.id().value())
            .put("success", success)
            .put(
                "output",
                result == null || result.output().isEmpty() ? task.reason() : result.output())
            .put("cost_usd", cost.atLeast().usd())
            .put("tasks_completed", api.engine().coordinator().completedSince(pool.id(), task))
            .put("duration_secs", BigDecimal.valueOf(took.toMillis(), 3))
            .put("exit_code", success ? 0 : late ? TIMED_OUT : 1);
    return CostShapes.put(node, cost);
  }
}
