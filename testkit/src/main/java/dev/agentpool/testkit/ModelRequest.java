package dev.agentpool.testkit;

import java.time.Instant;

/**
 * One {@code POST /v1/messages} that a {@link FakeModelApi} served.
 *
 * @param number counts from 1 in the order of arrival
 * @param model as the client sent it
 * @param promptExcerpt the first 200 characters of the text that was answered
 * @param sessionId the header {@code x-claude-code-session-id}, or empty
 * @param key the header {@code x-api-key}, or empty
 * @param status the HTTP status; 499 when the answer was not read or not sent to its end
 * @param usage what was billed, or would have been had the answer been complete
 * @param billedNanodollars 0 unless the answer went out whole
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
    long billedNanodollars) {

  /** The status of an answer that broke off. */
  static final int BROKEN_OFF = 499;
}
