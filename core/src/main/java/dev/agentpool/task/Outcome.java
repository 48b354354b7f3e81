package dev.agentpool.task;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How an attempt ended, with the sentence a person reads.
 *
 * @param message what happened and what to do; empty when completed
 * @param until for {@code RATE_LIMITED}: when the window resets; null when unknown
 */
public record Outcome(OutcomeCode code, String message, @Nullable Instant until) {
  public static final Outcome COMPLETED = new Outcome(OutcomeCode.COMPLETED, "", null);

  public static Outcome of(OutcomeCode code, String message) {
    return new Outcome(code, message, null);
  }

  public static Outcome rateLimited(@Nullable Instant until, String message) {
    return new Outcome(OutcomeCode.RATE_LIMITED, message, until);
  }

  public boolean success() {
    return code == OutcomeCode.COMPLETED;
  }
}
