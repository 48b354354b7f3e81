package dev.agentpool.webhook;

import dev.agentpool.engine.Refused;
import dev.agentpool.ledger.Ledger;
import dev.agentpool.ledger.Note;
import dev.agentpool.pool.PoolId;
import dev.agentpool.wire.Shapes;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Webhooks as notes of the ledger, with how far each has read the journal: they belong together,
 * also in a backup.
 */
final class WebhookNotes {
  private static final String SPACE = "webhook";
  private static final String CURSORS = "webhook_cursor";
  private static final long MOST_CHARACTERS = 1_000_000;
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private final Ledger ledger;

  WebhookNotes(Ledger ledger) {
    this.ledger = ledger;
  }

  void put(Webhook webhook) {
    ObjectNode note = Shapes.object();
    note.put("url", webhook.url().toString());
    note.set(
        "events",
        Shapes.texts(webhook.sortedEvents().stream().map(WebhookEvent::wireName).toList()));
    note.put("secret", webhook.secret());
    note.put("created", webhook.created().toString());
    note.put("from", webhook.from());
    note.put("disabled", webhook.disabled());
    put(webhook.pool(), SPACE, webhook.id(), Shapes.text(note));
  }

  private void put(PoolId pool, String space, String key, String value) {
    Refused.orThrow(ledger.putNotes(pool, space, Map.of(key, value), MOST_CHARACTERS));
  }

  List<Webhook> of(PoolId pool) {
    return ledger.notes(pool, SPACE).stream().map(note -> read(pool, note)).toList();
  }

  private static Webhook read(PoolId pool, Note note) {
    JsonNode value = JSON.readTree(note.value());
    Set<WebhookEvent> events = EnumSet.noneOf(WebhookEvent.class);
    List<String> names = new ArrayList<>();
    value.path("events").forEach(name -> names.add(name.asString()));
    for (WebhookEvent event : WebhookEvent.values()) {
      if (names.contains(event.wireName())) { // an older agentpool may not know a newer one's
        events.add(event);
      }
    }
    JsonNode disabled = value.path("disabled");
    return new Webhook(
        note.key(),
        pool,
        URI.create(value.path("url").asString()),
        events,
        value.path("secret").asString(),
        Instant.parse(value.path("created").asString()),
        value.path("from").asLong(),
        disabled.isString() ? disabled.asString() : null);
  }

  /** Whether there was one. */
  boolean remove(PoolId pool, String id) {
    ledger.removeNote(pool, CURSORS, id);
    return ledger.removeNote(pool, SPACE, id).isPresent();
  }

  /** The last entry of the journal that it need not look at again. */
  long cursor(Webhook webhook) {
    return ledger
        .note(webhook.pool(), CURSORS, webhook.id())
        .map(note -> Long.parseLong(note.value()))
        .orElse(webhook.from());
  }

  void cursor(Webhook webhook, long seq) {
    put(webhook.pool(), CURSORS, webhook.id(), Long.toString(seq));
  }
}
