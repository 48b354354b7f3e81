package dev.agentpool.ledger;

import dev.agentpool.task.TokenUsage;

/**
 * Tokens of many attempts.
 *
 * @param untold those of which nobody said of what kind they were
 */
public record Tokens(long input, long output, long cacheRead, long cacheCreation, long untold) {
  public static final Tokens NONE = new Tokens(0, 0, 0, 0, 0);

  /** Of one attempt, of which so many are booked. */
  public static Tokens of(TokenUsage told, long booked) {
    return new Tokens(
        told.input(),
        told.output(),
        told.cacheRead(),
        told.cacheCreation(),
        Math.max(0, booked - told.all()));
  }

  public long all() {
    return input + output + cacheRead + cacheCreation + untold;
  }

  public Tokens plus(Tokens other) {
    return new Tokens(
        input + other.input,
        output + other.output,
        cacheRead + other.cacheRead,
        cacheCreation + other.cacheCreation,
        untold + other.untold);
  }
}
