package dev.agentpool.engine;

import dev.agentpool.ledger.Ledger;
import dev.agentpool.ledger.Note;
import dev.agentpool.node.Inbox;
import dev.agentpool.node.SlotTokens;
import dev.agentpool.pool.PoolId;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Messages between slots, and from whoever drives the pool (spec slot-pool 7.7). They wait in the
 * ledger until the slot's next task tells them to its agent, or someone reads them. Thread-safe.
 */
public final class Messages {
  private static final int MOST_CONTENT = 64 * 1024;
  private static final long MOST_WAITING = 1 << 20;
  private final Ledger ledger;
  private final SlotTokens tokens;
  private final Function<PoolId, Set<String>> slots;
  private final JsonMapper json = JsonMapper.builder().build();
  private final AtomicLong last = new AtomicLong();
  private final SecureRandom random = new SecureRandom();

  /**
   * @param slots the ids of a pool's slots
   */
  public Messages(Ledger ledger, SlotTokens tokens, Function<PoolId, Set<String>> slots) {
    this.ledger = ledger;
    this.tokens = tokens;
    this.slots = slots;
  }

  /**
   * @param token the sender's slot token; with one, {@code from} must be that slot
   */
  public Message send(PoolId pool, String from, String to, String content, @Nullable String token) {
    if (!slots.apply(pool).contains(to)) {
      throw Refused.notFound("slot", to);
    }
    return deliver(pool, from, List.of(to), content, token).getFirst();
  }

  /** To every slot but the sender. */
  public List<Message> broadcast(PoolId pool, String from, String content, @Nullable String token) {
    List<String> to = slots.apply(pool).stream().filter(slot -> !slot.equals(from)).toList();
    return deliver(pool, from, to, content, token);
  }

  /** In their order; they are gone from the inbox then. */
  public List<Message> read(PoolId pool, String slot) {
    known(pool, slot);
    return ledger.takeNotes(pool, Inbox.spaceOf(slot)).stream().map(this::message).toList();
  }

  public List<Message> peek(PoolId pool, String slot) {
    known(pool, slot);
    return ledger.notes(pool, Inbox.spaceOf(slot)).stream().map(this::message).toList();
  }

  public int count(PoolId pool, String slot) {
    return peek(pool, slot).size();
  }

  private void known(PoolId pool, String slot) {
    if (!slots.apply(pool).contains(slot)) {
      throw Refused.notFound("slot", slot);
    }
  }

  private List<Message> deliver(
      PoolId pool, String from, List<String> to, String content, @Nullable String token) {
    if (from.isBlank() || from.length() > 100 || from.indexOf('\n') >= 0) {
      throw Refused.invalid("'from' must be a name of 1 to 100 characters on one line");
    }
    if (content.isBlank() || content.length() > MOST_CONTENT) {
      throw Refused.invalid("a message has 1 to " + MOST_CONTENT + " characters");
    }
    boolean verified = verified(pool, from, token);
    List<Message> sent = new ArrayList<>();
    for (String slot : to) {
      Message message = new Message(newId(), from, slot, content, ledger.now(), verified);
      Refused.orThrow(
          ledger.putNotes(
              pool, Inbox.spaceOf(slot), Map.of(message.id(), write(message)), MOST_WAITING));
      sent.add(message);
    }
    return sent;
  }

  /** A slot proves itself by its token; anyone else is whoever may use this daemon. */
  private boolean verified(PoolId pool, String from, @Nullable String token) {
    if (token != null) {
      if (!tokens.proves(pool, from, token)) {
        throw new Refused(
            Refused.Kind.CONFLICT,
            "sender_refused",
            "the token is not that of '" + from + "': a slot sends in its own name only");
      }
      return true;
    }
    return !slots.apply(pool).contains(from);
  }

  /** Ascending, so that the order of the keys is the order of sending; unique without a clock. */
  private String newId() {
    long micros = System.currentTimeMillis() * 1000;
    long next = last.updateAndGet(before -> Math.max(before + 1, micros));
    return String.format("msg-%014x%04x", next, random.nextInt(1 << 16));
  }

  private String write(Message message) {
    Map<String, Object> plain = new LinkedHashMap<>();
    plain.put("from", message.from());
    plain.put("to", message.to());
    plain.put("content", message.content());
    plain.put("timestamp", message.timestamp().toString());
    plain.put("sender_verified", message.verified());
    return json.writeValueAsString(plain);
  }

  private Message message(Note note) {
    JsonNode plain = json.readTree(note.value());
    return new Message(
        note.key(),
        plain.path("from").asString(""),
        plain.path("to").asString(""),
        plain.path("content").asString(""),
        Instant.parse(plain.path("timestamp").asString("")),
        plain.path("sender_verified").asBoolean(true));
  }
}
