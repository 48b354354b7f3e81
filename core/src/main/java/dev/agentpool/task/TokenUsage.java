package dev.agentpool.task;

/** Tokens of one attempt, as the provider counted them; never negative. */
public record TokenUsage(long input, long output, long cacheRead, long cacheCreation) {
  public static final TokenUsage NONE = new TokenUsage(0, 0, 0, 0);

  public TokenUsage plus(TokenUsage other) {
    return new TokenUsage(
        input + other.input,
        output + other.output,
        cacheRead + other.cacheRead,
        cacheCreation + other.cacheCreation);
  }
}
