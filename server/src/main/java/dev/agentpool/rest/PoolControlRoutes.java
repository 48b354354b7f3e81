package dev.agentpool.rest;

import dev.agentpool.config.PoolConfig;
import dev.agentpool.ledger.FigureFilter;
import dev.agentpool.node.Drains;
import dev.agentpool.node.SlotOperations;
import dev.agentpool.wire.CostShapes;
import dev.agentpool.wire.MetricsShapes;
import dev.agentpool.wire.Shapes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** A pool as a whole: how it stands, its figures, draining and scaling it. */
final class PoolControlRoutes implements RouteGroup {
  private final Api api;

  PoolControlRoutes(Api api) {
    this.api = api;
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(
                "/v1/pool/status",
                "How a pool stands",
                call -> call.answer(new PoolStanding(api).of(call.pool())))
            .gives("PoolStatus")
            .fails(400),
        Endpoint.get("/v1/pool/metrics", "Figures over a pool's tasks", this::metrics)
            .asks(
                "since_ms?: integer # submitted then or later",
                "until_ms?: integer # submitted before then",
                "tag?: text",
                "model?: text")
            .gives("SessionMetrics")
            .fails(400),
        Endpoint.post("/v1/pool/drain", "Takes no more work and waits for what runs", this::drain)
            .takes("DrainRequest")
            .gives("DrainSummary")
            .fails(400),
        Endpoint.post("/v1/pool/resume", "Lets a drained pool work again", this::resume)
            .gives("Resumed")
            .fails(400),
        Endpoint.post("/v1/pool/scale", "Sets the count of slots, or changes it", this::scale)
            .takes("ScaleRequest")
            .gives("Scaled")
            .fails(400, 409));
  }

  @Override
  public String shapes() {
    return """
    PoolStatus:
      pool: text
      name: text
      total_slots: integer
      idle_slots: integer
      busy_slots: integer
      errored_slots: integer
      running_tasks: integer
      pending_tasks: integer
      blocked_tasks: integer # that wait for other tasks
      pending_review_tasks: integer
      completed_tasks: integer
      failed_tasks: integer
      cancelled_tasks: integer
      cost: cost # what the pool spent in its life
      total_spend: cost # the same
      reserved_microdollars: integer
      budget_microdollars: integer|null
      shutdown: boolean # drained
      walls: text # "workspace" when they can stand here, else "off: " and why
      paused: [Pause]
      escalated_reviews: integer # of those pending review, left to a person
      sessions_set_aside: [SessionAside]
      problem: text|null
      server_version: text
      server_model: text|null
    ModelFigures:
      model: text
      task_count: integer # those with a result
      completed: integer # with those pending review
      cost: cost
      total_cost: cost # the same
      avg_cost: cost # over completed tasks; 0 without any
      avg_elapsed_ms: integer # over completed tasks
      total_turns: integer
    SessionMetrics:
      total_tasks: integer
      completed: integer # with those pending review
      failed: integer
      cancelled: integer
      running: integer
      pending: integer
      blocked: integer # that wait for other tasks
      cost: cost
      total_spend: cost # the same
      avg_cost: cost # over completed tasks; 0 without any
      max_cost: cost # of the dearest task
      avg_elapsed_ms: integer
      median_elapsed_ms: number
      max_elapsed_ms: integer
      min_elapsed_ms: integer
      avg_turns: number
      tasks_by_model: {integer}
      model_breakdown: [ModelFigures] # dearest first
      matched_configured: integer # with 'model': tasks that are configured with it
      matched_reported: integer # with 'model': tasks whose agent reported it
      session_start_ms: integer
      session_duration_ms: integer
    DrainRequest!:
      deadline_ms?: integer # what still runs then is cancelled; a week when absent
      cancel_pending?: boolean # cancels what has not begun too; else it waits for a resume
      dir?: text
    DrainSummary:
      drained: boolean
      total_tasks_completed: integer
      cost: cost # what the pool spent in its life
      total_cost: cost # the same
      cancelled: integer
      still_pending: integer
      timed_out: boolean
    Resumed:
      resumed: boolean # false: it was not drained
      retried: integer # providers and projects that stood still and are tried at once
    ScaleRequest!:
      target?: integer
      delta?: integer # may be negative
      dir?: text
    Scaled:
      previous_slots: integer
      current_slots: integer
    """;
  }

  private void metrics(Call call) {
    FigureFilter filter =
        new FigureFilter(
            call.pool().id(),
            time(call, "since_ms"),
            time(call, "until_ms"),
            call.words("tag"),
            call.query("model"));
    call.answer(MetricsShapes.metrics(api.engine().metrics().of(filter)));
  }

  private static @Nullable Instant time(Call call, String name) {
    Long millis = call.longNumber(name);
    return millis == null ? null : Instant.ofEpochMilli(millis);
  }

  private void drain(Call call) throws InterruptedException {
    PoolConfig pool = call.pool();
    Body body = call.body();
    long longest = TaskRequests.LONGEST.toMillis();
    Duration deadline =
        Duration.ofMillis(body.longNumber("deadline_ms", Drains.DEADLINE.toMillis(), 0, longest));
    boolean cancels = body.flag("cancel_pending", false);
    call.nothingElse();
    Drains.DrainSummary summary = api.engine().drains().drain(pool.id(), deadline, cancels);
    ObjectNode answer =
        Shapes.object()
            .put("drained", true)
            .put("total_tasks_completed", summary.totalTasksCompleted());
    CostShapes.put(answer, summary.totalCost());
    CostShapes.put(answer, "total_cost", summary.totalCost());
    call.answer(
        answer
            .put("cancelled", summary.cancelled())
            .put("still_pending", summary.stillPending())
            .put("timed_out", summary.timedOut()));
  }

  private void resume(Call call) {
    PoolConfig pool = call.pool();
    call.nothingElse();
    boolean resumed = api.engine().drains().resume(pool.id());
    call.answer(
        Shapes.object().put("resumed", resumed).put("retried", api.node().retry(pool.id()).size()));
  }

  private void scale(Call call) {
    PoolConfig pool = call.pool();
    Body body = call.body();
    boolean isTarget = body.isGiven("target");
    if (isTarget == body.isGiven("delta")) {
      throw Problem.invalid(
          "give 'target', the count of slots there shall be, or 'delta', how many more (or, below"
              + " 0, fewer): one of them");
    }
    int number = body.number(isTarget ? "target" : "delta", 0);
    call.nothingElse();
    SlotOperations slots = api.engine().slots();
    int before = slots.scaleUp(pool.id(), 0);
    int after =
        TaskRequests.checked(() ->
            isTarget
                ? slots.setTarget(pool.id(), number)
                : number < 0
                    ? slots.scaleDown(pool.id(), Math.negateExact(number))
                    : slots.scaleUp(pool.id(), number));
    call.answer(Shapes.object().put("previous_slots", before).put("current_slots", after));
  }
}
