package dev.agentpool.operation;

import static dev.agentpool.operation.Operation.named;

import dev.agentpool.answer.Cost;
import dev.agentpool.answer.DrainSummary;
import dev.agentpool.answer.PoolStatus;
import dev.agentpool.answer.Resumed;
import dev.agentpool.answer.Scaled;
import dev.agentpool.answer.SessionMetrics;
import dev.agentpool.engine.Refused;
import dev.agentpool.engine.Tasks;
import dev.agentpool.node.Drains;
import dev.agentpool.request.DrainRequest;
import dev.agentpool.request.MetricsFilter;
import dev.agentpool.request.Nothing;
import dev.agentpool.request.ScaleRequest;
import java.time.Duration;
import java.util.List;

/**
 * A pool as a whole: how it stands, its figures, draining and scaling it (spec slot-pool 2.9, 7.9).
 */
public final class PoolRows {
  public static final Operation<Nothing, PoolStatus> STATUS =
      named("pool.status", "How a pool stands")
          .takes(Nothing.class)
          .gives(PoolStatus.class)
          .at(Route.get("/v1/pool/status"))
          .does((asking, _) -> Standing.of(asking, asking.standing()));

  public static final Operation<MetricsFilter, SessionMetrics> METRICS =
      named("pool.metrics", "Figures over a pool's tasks")
          .takes(MetricsFilter.class)
          .gives(SessionMetrics.class)
          .at(Route.get("/v1/pool/metrics"))
          .does(PoolFigures::of);

  public static final Operation<DrainRequest, DrainSummary> DRAIN =
      named("pool.drain", "Takes no more work and waits for what runs")
          .takes(DrainRequest.class)
          .gives(DrainSummary.class)
          .at(Route.post("/v1/pool/drain"))
          .does(PoolRows::drain);

  public static final Operation<Nothing, Resumed> RESUME =
      named("pool.resume", "Lets a drained pool work again")
          .takes(Nothing.class)
          .gives(Resumed.class)
          .at(Route.post("/v1/pool/resume"))
          .does((asking, _) ->
              new Resumed(
                  asking.engine().drains().resume(asking.standing().id()),
                  asking.node().retry(asking.standing().id()).size()));

  public static final Operation<ScaleRequest, Scaled> SCALE =
      named("pool.scale", "Sets the count of slots, or changes it")
          .takes(ScaleRequest.class)
          .gives(Scaled.class)
          .at(Route.post("/v1/pool/scale").fails(400, 409))
          .does(PoolRows::scale);

  private PoolRows() {}

  static List<Operation<?, ?>> all() {
    return List.of(STATUS, METRICS, DRAIN, RESUME, SCALE);
  }

  private static DrainSummary drain(Asking asking, DrainRequest request)
      throws InterruptedException {
    Duration deadline = request.deadline().orElse(Drains.DEADLINE);
    if (deadline.isNegative() || deadline.compareTo(Drains.DEADLINE) > 0) {
      throw Refused.invalid("'deadline_ms' must be a whole number, not " + deadline.toMillis());
    }
    var summary =
        asking.engine().drains().drain(asking.standing().id(), deadline, request.cancelPending());
    Cost cost = Cost.of(summary.totalCost());
    return new DrainSummary(
        true,
        summary.totalTasksCompleted(),
        cost,
        cost,
        summary.cancelled(),
        summary.stillPending(),
        summary.timedOut());
  }

  private static Scaled scale(Asking asking, ScaleRequest request) {
    var pool = asking.standing().id();
    if (request.target().isPresent() == request.delta().isPresent()) {
      throw Refused.invalid(
          "give 'target', the count of slots there shall be, or 'delta', how many more (or, below"
              + " 0, fewer): one of them");
    }
    var slots = asking.engine().slots();
    int before = slots.scaleUp(pool, 0);
    int after =
        Tasks.checked(() -> {
          if (request.target().isPresent()) {
            return slots.setTarget(pool, request.target().get());
          }
          int more = request.delta().orElse(0);
          return more < 0
              ? slots.scaleDown(pool, Math.negateExact(more))
              : slots.scaleUp(pool, more);
        });
    return new Scaled(before, after);
  }
}
