package dev.agentpool.task;

/**
 * Tokens of one attempt, as the provider counted them.
 *
 * <p>INVARIANT: each is 0 to {@link #MOST}; what a CLI tells beyond that is no count, and taken as
 * the bound, so that no sum and no price overflows.
 */
public record TokenUsage(long input, long output, long cacheRead, long cacheCreation) {
  /** More than any attempt can take. */
  public static final long MOST = 100_000_000_000L;

  public static final TokenUsage NONE = new TokenUsage(0, 0, 0, 0);

  public TokenUsage {
    input = Math.clamp(input, 0, MOST);
    output = Math.clamp(output, 0, MOST);
    cacheRead = Math.clamp(cacheRead, 0, MOST);
    cacheCreation = Math.clamp(cacheCreation, 0, MOST);
  }

  public TokenUsage plus(TokenUsage other) {
    return new TokenUsage(
        input + other.input,
        output + other.output,
        cacheRead + other.cacheRead,
        cacheCreation + other.cacheCreation);
  }

  /** All kinds together: what caps in tokens count. */
  public long all() {
    return input + output + cacheRead + cacheCreation;
  }
}
