package dev.agentpool.testkit;

/** The tokens of one model request, as the Messages API counts them. */
public record TokenUsage(
    long input, long output, long cacheRead, long cacheWrite5m, long cacheWrite1h) {
  public TokenUsage {
    if (input < 0 || output < 0 || cacheRead < 0 || cacheWrite5m < 0 || cacheWrite1h < 0) {
      throw new IllegalArgumentException("a token count is negative");
    }
  }

  TokenUsage withOutput(long tokens) {
    return new TokenUsage(input, tokens, cacheRead, cacheWrite5m, cacheWrite1h);
  }

  long cacheWrite() {
    return cacheWrite5m + cacheWrite1h;
  }
}
