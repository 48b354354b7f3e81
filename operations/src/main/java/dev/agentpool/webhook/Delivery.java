package dev.agentpool.webhook;

import dev.agentpool.wire.Shapes;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

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

  /** In one word, for figures: {@code delivered}, {@code failed} or {@code given_up}. */
  public String result() {
    return delivered() ? "delivered" : isLast ? "given_up" : "failed";
  }

  /** As it is kept. */
  public ObjectNode shape() {
    return Shapes.object()
        .put("delivery_id", id)
        .put("event", event)
        .put("attempt", attempt)
        .put("at_ms", at.toEpochMilli())
        .put("duration_ms", durationMillis)
        .put("status", status)
        .put("delivered", delivered())
        .put("error", error)
        .put("last", isLast);
  }
}
