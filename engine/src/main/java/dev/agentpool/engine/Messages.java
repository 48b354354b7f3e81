package dev.agentpool.engine;

import dev.agentpool.inside.Acting;
import dev.agentpool.inside.Caller;
import dev.agentpool.ledger.Ledger;
import dev.agentpool.ledger.space.Noted;
import dev.agentpool.ledger.space.Notes;
import dev.agentpool.node.message.Inbox;
import dev.agentpool.node.session.SessionPlace;
import dev.agentpool.pool.PoolId;
import dev.agentpool.settings.Spelling;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Messages between slots, to and from whoever drives the pool, and to its person (spec slot-pool
 * 7.7). They wait in the ledger until the slot's next task tells them to its agent, or someone
 * reads them. Thread-safe.
 */
public final class Messages {
  private static final int MOST_CONTENT = 64 * 1024;
  private final Ledger ledger;
  private final Function<String, Optional<SessionPlace>> proofs;
  private final Function<PoolId, Set<String>> slots;
  private final AtomicLong last = new AtomicLong();
  private final SecureRandom random = new SecureRandom();

  /**
   * @param proofs what the session of a token serves; empty for a token that is worth nothing
   * @param slots the ids of a pool's slots
   */
  public Messages(
      Ledger ledger,
      Function<String, Optional<SessionPlace>> proofs,
      Function<PoolId, Set<String>> slots) {
    this.ledger = ledger;
    this.proofs = proofs;
    this.slots = slots;
  }

  /**
   * @param token the sender's slot token; with one, {@code from} must be that slot
   */
  public Message send(PoolId pool, String from, String to, String content, @Nullable String token) {
    return deliver(pool, from, List.of(known(pool, to)), content, token).getFirst();
  }

  /** To every slot but the sender. */
  public List<Message> broadcast(PoolId pool, String from, String content, @Nullable String token) {
    List<String> to = slots.apply(pool).stream().filter(slot -> !slot.equals(from)).toList();
    return deliver(pool, from, to, content, token);
  }

  /** In their order; they are gone from the inbox then. */
  public List<Message> read(PoolId pool, String inbox) {
    return waiting(pool, inbox).take(pool).stream().map(Messages::message).toList();
  }

  public List<Message> peek(PoolId pool, String inbox) {
    return waiting(pool, inbox).list(pool).stream().map(Messages::message).toList();
  }

  private Notes<Inbox.Sent> waiting(PoolId pool, String inbox) {
    return Inbox.of(known(pool, inbox)).in(ledger);
  }

  /** What waits for whoever drives the pool and for its person, oldest first. */
  public List<Message> forPeople(PoolId pool) {
    List<Message> all = new ArrayList<>(peek(pool, Inbox.USER));
    all.addAll(peek(pool, Inbox.COORDINATOR));
    all.sort(Comparator.comparing(Message::id));
    return all;
  }

  /** The name of an inbox that there is. */
  private String known(PoolId pool, String named) {
    if (named.equals("person")) {
      return Inbox.USER;
    }
    List<String> all = new ArrayList<>(slots.apply(pool));
    all.add(Inbox.COORDINATOR);
    all.add(Inbox.USER);
    String own = Acting.insider().map(Caller.Insider::slot).orElse(Inbox.USER);
    if (all.contains(named) || named.equals(own)) {
      return named;
    }
    String nearest =
        all.stream()
            .min(Comparator.comparingInt(name -> Spelling.distance(name, named)))
            .filter(name -> Spelling.distance(name, named) <= Math.max(1, named.length() / 3))
            .map(name -> "; did you mean '" + name + "'?")
            .orElse("");
    throw new Refused(
        Refused.Kind.NOT_FOUND,
        "slot_not_found",
        "slot not found: "
            + named
            + (nearest.isEmpty() ? "." : nearest)
            + " Messages go to "
            + String.join(", ", all));
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
      Inbox.Sent message = new Inbox.Sent(from, slot, content, ledger.now(), verified);
      sent.add(message(Refused.orThrow(Inbox.of(slot).in(ledger).add(pool, newId(), message))));
    }
    return sent;
  }

  /** A slot is known by where it asks from, or by a token; anyone else may use this daemon. */
  private boolean verified(PoolId pool, String from, @Nullable String token) {
    Optional<Caller.Insider> insider = Acting.insider();
    if (insider.isPresent()) {
      boolean own =
          from.equals(insider.get().slot())
              || (insider.get().coordinator() && from.equals(Inbox.COORDINATOR));
      return own || refuse("what runs in " + insider.get().slot(), from);
    }
    if (token != null) {
      boolean own =
          proofs
              .apply(token)
              .filter(place -> place.pool().equals(pool) && place.slot().equals(from))
              .isPresent();
      return own || refuse("who has this token", from);
    }
    return !slots.apply(pool).contains(from);
  }

  private static boolean refuse(String who, String from) {
    throw new Refused(
        Refused.Kind.CONFLICT,
        "sender_refused",
        who + " cannot send as '" + from + "': a slot sends in its own name only");
  }

  /** Ascending, so that the order of the keys is the order of sending; unique without a clock. */
  private String newId() {
    long micros = ledger.now().toEpochMilli() * 1000;
    long next = last.updateAndGet(before -> Math.max(before + 1, micros));
    return String.format("msg-%014x%04x", next, random.nextInt(1 << 16));
  }

  private static Message message(Noted<Inbox.Sent> noted) {
    Inbox.Sent sent = noted.value();
    return new Message(
        noted.key(), sent.from(), sent.to(), sent.content(), sent.at(), sent.verified());
  }
}
