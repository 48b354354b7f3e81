package dev.agentpool.testkit.model;

import java.time.Instant;

/**
 * A request that was answered, for the bill.
 *
 * @param api the dialect: {@code anthropic-messages}, {@code openai-responses}, {@code openai-chat}
 *     or {@code gemini}
 * @param purpose {@code conversation}, or what a call beside it was for, as {@code title}
 * @param status 499 when the answer was not read or not sent to its end
 */
public record Served(
    Instant time,
    String api,
    String purpose,
    String model,
    boolean streamed,
    String promptExcerpt,
    String sessionId,
    String key,
    int status,
    Tokens usage) {
  /** The purpose of all that plays a step of a script. */
  public static final String CONVERSATION = "conversation";

  /** The status of an answer that broke off. */
  public static final int BROKEN_OFF = 499;
}
