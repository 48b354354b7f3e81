package dev.agentpool.testkit;

import java.time.Instant;

/**
 * One request to a model that a {@link FakeModelApi} served.
 *
 * @param number counts from 1 in the order of arrival
 * @param model as the client sent it
 * @param promptExcerpt the first 200 characters of the text that was answered
 * @param sessionId what the client calls the session in its headers, or empty
 * @param key what the client authenticated with, or empty
 * @param status the HTTP status; 499 when the answer was not read or not sent to its end
 * @param usage what was billed, or would have been had the answer been complete
 * @param billedNanodollars 0 unless the answer went out whole, and 0 for what has no price here:
 *     all but Anthropic's models
 * @param api the API that was spoken: {@code anthropic-messages}, {@code openai-responses}, {@code
 *     openai-chat} or {@code gemini}
 * @param purpose {@code conversation}; for a call by which the client asks something for itself
 *     what it was for, as {@code title} or {@code router}
 */
public record ModelRequest(
    long number,
    Instant time,
    String model,
    boolean streamed,
    String promptExcerpt,
    String sessionId,
    String key,
    int status,
    TokenUsage usage,
    long billedNanodollars,
    String api,
    String purpose) {

  /** The API whose models have a price. */
  static final String PRICED = "anthropic-messages";
}
