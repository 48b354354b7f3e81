package dev.agentpool.webhook;

import dev.agentpool.pool.PoolId;
import java.net.URI;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A target that is told of events (spec slot-pool 10).
 *
 * @param id {@code wh_} and 16 hexadecimal digits
 * @param secret signs every delivery; shown once, when the webhook is made
 * @param from only what the journal holds behind this sequence number fires it
 * @param disabled why nothing is sent any more; null while it is
 */
public record Webhook(
    String id,
    PoolId pool,
    URI url,
    Set<WebhookEvent> events,
    String secret,
    Instant created,
    long from,
    @Nullable String disabled) {
  public Webhook {
    events = Set.copyOf(events);
  }

  /** In their order, for people. */
  public Set<WebhookEvent> sortedEvents() {
    return EnumSet.copyOf(events);
  }

  Webhook disabledFor(String why) {
    return new Webhook(id, pool, url, events, secret, created, from, why);
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return id + " of " + pool + " to " + url;
  }
}
