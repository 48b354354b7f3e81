package dev.agentpool.task;

import java.time.Duration;

/**
 * How often a task is tried and how long it waits between.
 *
 * @param maxAttempts counted attempts in all, at least 1
 * @param firstDelay before the second attempt; doubles with each further one
 * @param maxDelay the longest wait
 */
public record RetryPolicy(int maxAttempts, Duration firstDelay, Duration maxDelay) {
  public static final RetryPolicy ONCE =
      new RetryPolicy(1, Duration.ofSeconds(1), Duration.ofMinutes(5));

  public RetryPolicy {
    if (maxAttempts < 1 || maxAttempts > 100) {
      throw new IllegalArgumentException("max_attempts must be 1 to 100, not " + maxAttempts);
    }
    if (firstDelay.isNegative() || maxDelay.compareTo(firstDelay) < 0) {
      throw new IllegalArgumentException("a retry delay must be 0 or more and at most " + maxDelay);
    }
  }

  public static RetryPolicy attempts(int maxAttempts) {
    return new RetryPolicy(maxAttempts, ONCE.firstDelay, ONCE.maxDelay);
  }

  /** The wait after the given number of counted attempts (1 or more). */
  public Duration delayAfter(int attempts) {
    Duration delay = firstDelay;
    for (int i = 1; i < attempts && delay.compareTo(maxDelay) < 0; i++) {
      delay = delay.multipliedBy(2);
    }
    return delay.compareTo(maxDelay) < 0 ? delay : maxDelay;
  }
}
