package dev.agentpool.webhook;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One try to deliver one event.
 *
 * @param id the same in every try of the same event, also after a restart
 * @param event its wire name; {@code test} for a test
 * @param attempt from 1
 * @param status of the answer; null when there was none
 * @param error what went wrong; null when it was delivered
 * @param isLast whether no further try follows
 */
public record Delivery(
    String id,
    String event,
    int attempt,
    Instant at,
    long durationMillis,
    @Nullable Integer status,
    @Nullable String error,
    boolean isLast) {

  public boolean delivered() {
    return error == null;
  }
}
