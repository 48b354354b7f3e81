package dev.agentpool.node.slot;

import dev.agentpool.config.Supervision;
import dev.agentpool.task.OutcomeCode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How one slot's agents have fared (spec slot-pool 7.11).
 *
 * @param row attempts that ended, one after the other, because the agent could not be run
 * @param last how the last of them ended
 * @param erroredAt since when it is out of service; null while it serves
 * @param waitsForPerson out of service for good: restarting it did not help
 * @param restarts of the last hour, oldest first
 * @param restartCount of all restarts since a person's
 */
record SlotHealth(
    int row,
    @Nullable OutcomeCode last,
    @Nullable Instant erroredAt,
    boolean waitsForPerson,
    List<Instant> restarts,
    int restartCount) {
  static final SlotHealth GOOD = new SlotHealth(0, null, null, false, List.of(), 0);
  static final int ROW = 3;
  private static final Duration HOUR = Duration.ofHours(1);

  SlotHealth {
    restarts = List.copyOf(restarts);
  }

  boolean errored() {
    return erroredAt != null;
  }

  /** After one more attempt. */
  SlotHealth after(OutcomeCode outcome, Supervision supervision, Instant now) {
    return switch (outcome) {
      case CRASHED, STALLED, PROVIDER_UNUSABLE -> {
        boolean errored = supervision.enabled() && row + 1 >= ROW;
        List<Instant> recent = lately(now);
        yield new SlotHealth(
            row + 1,
            outcome,
            errored ? now : null,
            errored && recent.size() >= supervision.maxRestarts(),
            recent,
            restartCount);
      }
      // these say nothing about whether the agent can be run
      case CANCELLED,
          INTERRUPTED,
          SUSPENDED,
          NOT_STARTED,
          DEPENDENCY_FAILED,
          NO_SLOT_AVAILABLE,
          PLAN_FAILED,
          TEMPLATE_FAILED,
          SKIPPED,
          WORKSPACE_FAILED,
          PROJECT_UNUSABLE,
          HELD_BACK ->
          this;
      case COMPLETED,
          HANDED_OVER,
          REFUSED_BY_PERMISSION,
          RATE_LIMITED,
          AUTH_FAILED,
          BILLING_FAILED,
          PROVIDER_UNREACHABLE,
          EMPTY,
          MODEL_UNKNOWN,
          LAUNCH_REFUSED,
          REQUEST_REFUSED,
          CONTENT_REFUSED,
          BUDGET_EXHAUSTED,
          MAX_TURNS,
          TIMED_OUT,
          API_ERROR,
          AGENT_ERROR,
          STRUCTURED_OUTPUT_MISSING ->
          new SlotHealth(0, null, erroredAt, waitsForPerson, restarts, restartCount);
    };
  }

  private List<Instant> lately(Instant now) {
    return restarts.stream().filter(restart -> restart.isAfter(now.minus(HOUR))).toList();
  }

  /** Whether it is time to start it again. */
  boolean isDue(Supervision supervision, Instant now) {
    if (erroredAt == null || waitsForPerson) {
      return false;
    }
    long factor = 1L << Math.min(restarts.size(), 20);
    return !erroredAt.plus(supervision.interval().multipliedBy(factor)).isAfter(now);
  }

  SlotHealth restarted(Instant now) {
    List<Instant> more = new ArrayList<>(lately(now));
    more.add(now);
    return new SlotHealth(0, null, null, false, more, restartCount + 1);
  }
}
