package dev.agentpool.testkit.model;

/**
 * The tokens of one request, counted alike for all dialects.
 *
 * @param input what was not in the cache
 * @param output all that was answered, reasoning included
 */
public record Tokens(
    long input, long output, long reasoning, long cacheRead, long cacheWrite5m, long cacheWrite1h) {
  public static final Tokens NONE = new Tokens(0, 0, 0, 0, 0, 0);

  Tokens withOutput(long output, long reasoning) {
    return new Tokens(input, output, reasoning, cacheRead, cacheWrite5m, cacheWrite1h);
  }

  /** For vendors that charge a write to the cache as input. */
  Tokens writesAsInput() {
    return new Tokens(input + cacheWrite(), output, reasoning, cacheRead, 0, 0);
  }

  long cacheWrite() {
    return cacheWrite5m + cacheWrite1h;
  }

  /** All that was sent, whether it was in the cache or not. */
  long sent() {
    return input + cacheRead + cacheWrite();
  }
}
