package dev.agentpool.testkit;

import dev.agentpool.testkit.model.Tokens;

/**
 * The tokens of one model request, counted alike for all APIs.
 *
 * @param input what was not in the cache
 * @param output all that was answered, reasoning included
 * @param reasoning how much of the output was reasoning
 */
public record TokenUsage(
    long input, long output, long cacheRead, long cacheWrite5m, long cacheWrite1h, long reasoning) {
  public TokenUsage {
    if (input < 0
        || output < 0
        || cacheRead < 0
        || cacheWrite5m < 0
        || cacheWrite1h < 0
        || reasoning < 0) {
      throw new IllegalArgumentException("a token count is negative");
    }
  }

  /** Without reasoning. */
  public TokenUsage(long input, long output, long cacheRead, long cacheWrite5m, long cacheWrite1h) {
    this(input, output, cacheRead, cacheWrite5m, cacheWrite1h, 0);
  }

  static TokenUsage of(Tokens tokens) {
    return new TokenUsage(
        tokens.input(),
        tokens.output(),
        tokens.cacheRead(),
        tokens.cacheWrite5m(),
        tokens.cacheWrite1h(),
        tokens.reasoning());
  }

  long cacheWrite() {
    return cacheWrite5m + cacheWrite1h;
  }
}
