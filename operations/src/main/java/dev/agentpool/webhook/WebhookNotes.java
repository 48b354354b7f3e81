package dev.agentpool.webhook;

import dev.agentpool.engine.Refused;
import dev.agentpool.ledger.Ledger;
import dev.agentpool.ledger.NoteBound;
import dev.agentpool.ledger.Reply;
import dev.agentpool.ledger.space.Codec;
import dev.agentpool.ledger.space.Noted;
import dev.agentpool.ledger.space.Notes;
import dev.agentpool.ledger.space.Space;
import dev.agentpool.pool.PoolId;
import dev.agentpool.wire.Shapes;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Webhooks as notes of the ledger, with how far each has read the journal: they belong together,
 * also in a backup.
 */
final class WebhookNotes {
  /** Of one pool. */
  static final int MOST = 50;

  /** By webhook id. */
  static final Space<Kept> SPACE =
      new Space<>(
          "webhook", Codec.of(Kept::text, Kept::read), new NoteBound(20_000, 1_000_000, MOST));

  /** By webhook id: the number of the entry of the journal behind which it goes on. */
  private static final Space<Long> CURSORS =
      new Space<>(
          "webhook_cursor",
          Codec.of(String::valueOf, Long::parseLong),
          NoteBound.of(20, 1_000_000));

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private final Notes<Kept> webhooks;
  private final Notes<Long> cursors;

  WebhookNotes(Ledger ledger) {
    webhooks = SPACE.in(ledger);
    cursors = CURSORS.in(ledger);
  }

  /** A webhook, without what its place says: its id and its pool. */
  record Kept(
      URI url,
      Set<WebhookEvent> events,
      String secret,
      Instant created,
      long from,
      @Nullable String disabled) {
    private static Kept of(Webhook webhook) {
      return new Kept(
          webhook.url(),
          webhook.sortedEvents(),
          webhook.secret(),
          webhook.created(),
          webhook.from(),
          webhook.disabled());
    }

    private Webhook webhook(String id, PoolId pool) {
      return new Webhook(id, pool, url, events, secret, created, from, disabled);
    }

    private String text() {
      ObjectNode note = Shapes.object();
      note.put("url", url.toString());
      note.set("events", Shapes.texts(events.stream().map(WebhookEvent::wireName).toList()));
      note.put("secret", secret);
      note.put("created", created.toString());
      note.put("from", from);
      note.put("disabled", disabled);
      return Shapes.text(note);
    }

    private static Kept read(String text) {
      JsonNode value = JSON.readTree(text);
      Set<WebhookEvent> events = EnumSet.noneOf(WebhookEvent.class);
      List<String> names = new ArrayList<>();
      value.path("events").forEach(name -> names.add(name.asString()));
      for (WebhookEvent event : WebhookEvent.values()) {
        if (names.contains(event.wireName())) { // an older agentpool may not know a newer one's
          events.add(event);
        }
      }
      JsonNode disabled = value.path("disabled");
      return new Kept(
          URI.create(value.required("url").stringValue()),
          events,
          value.required("secret").stringValue(),
          Instant.parse(value.path("created").asString()),
          value.path("from").asLong(),
          disabled.isString() ? disabled.asString() : null);
    }
  }

  void add(Webhook webhook) {
    Refused.orThrow(webhooks.add(webhook.pool(), webhook.id(), Kept.of(webhook)));
  }

  /** Notes what a webhook has become; one that was removed meanwhile stays so. */
  boolean replace(Webhook webhook) {
    Optional<Noted<Kept>> before = webhooks.find(webhook.pool(), webhook.id());
    return before.isPresent()
        && webhooks.replace(webhook.pool(), before.get(), Kept.of(webhook))
            instanceof Reply.Done<Noted<Kept>>;
  }

  List<Webhook> of(PoolId pool) {
    return webhooks.list(pool).stream()
        .map(noted -> noted.value().webhook(noted.key(), pool))
        .toList();
  }

  /** Whether there was one. */
  boolean remove(PoolId pool, String id) {
    cursors.remove(pool, id);
    return webhooks.remove(pool, id);
  }

  /** The last entry of the journal that it need not look at again. */
  long cursor(Webhook webhook) {
    return cursors.find(webhook.pool(), webhook.id()).map(Noted::value).orElse(webhook.from());
  }

  void cursor(Webhook webhook, long seq) {
    Refused.orThrow(cursors.put(webhook.pool(), webhook.id(), seq));
  }
}
