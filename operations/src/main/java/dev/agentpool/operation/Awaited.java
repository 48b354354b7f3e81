package dev.agentpool.operation;

import java.time.Duration;

/**
 * What comes of the work that an operation submits, for who waits for it.
 *
 * @param outcome its record
 * @param <Q> the request
 * @param <A> what is answered when nobody waits
 */
public record Awaited<Q, A>(Class<?> outcome, Wait<Q, A> waiting) {
  /** Waits for work that was submitted. */
  public interface Wait<Q, A> {
    /** Throws a refusal when the time is over first; the work goes on then. */
    Object outcome(Asking asking, Q request, A submitted, Duration atMost) throws Exception;
  }
}
