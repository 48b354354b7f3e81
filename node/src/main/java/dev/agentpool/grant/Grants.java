package dev.agentpool.grant;

import dev.agentpool.ledger.Ledger;
import dev.agentpool.ledger.NoteBound;
import dev.agentpool.ledger.Reply;
import dev.agentpool.ledger.space.Codec;
import dev.agentpool.ledger.space.Noted;
import dev.agentpool.ledger.space.Notes;
import dev.agentpool.ledger.space.Space;
import dev.agentpool.pool.PoolId;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The grants of pools, in their ledger. One ends at its time by the ledger's clock, whether or not
 * anybody has tidied it away. Thread-safe.
 */
public final class Grants {
  /** So many at a time, of a pool. */
  public static final int MOST = 500;

  private static final int LONGEST = 4_000;

  /** By the grant's id. Written by the desk on a person's answer, and by persons. */
  public static final Space<Grant> SPACE =
      new Space<>(
          "grants",
          Codec.of(GrantText::write, GrantText::read),
          new NoteBound(LONGEST, (long) MOST * LONGEST, MOST));

  private final Ledger ledger;
  private final Notes<Grant> notes;

  public Grants(Ledger ledger) {
    this.ledger = ledger;
    this.notes = SPACE.in(ledger);
  }

  /** The one that holds now for the use with this digest. */
  public Optional<Grant> over(PoolId pool, String digest) {
    Instant now = ledger.now();
    return notes
        .find(pool, Grant.idOf(digest))
        .map(Noted::value)
        .filter(grant -> grant.digest().equals(digest) && grant.holds(now));
  }

  /**
   * Keeps a grant. What the same answer gave before stays as it is, also when it was taken back; of
   * two answers the one that lasts longer counts.
   */
  public Reply<Grant> give(PoolId pool, Grant given) {
    tidy(pool);
    Reply<Noted<Grant>> reply =
        notes.change(
            pool,
            given.id(),
            before -> before.filter(there -> staysBeside(there, given)).orElse(given));
    return switch (reply) {
      case Reply.Done<Noted<Grant>>(Noted<Grant> noted) -> Reply.done(noted.value());
      case Reply.Refused<Noted<Grant>>(var refusal) -> new Reply.Refused<>(refusal);
    };
  }

  private boolean staysBeside(Grant there, Grant given) {
    return there.question().equals(given.question())
        || there.holds(ledger.now()) && there.until().isAfter(given.until());
  }

  private void tidy(PoolId pool) {
    Instant now = ledger.now();
    for (Noted<Grant> noted : notes.list(pool)) {
      if (noted.value().isOver(now)) {
        notes.remove(pool, noted.key());
      }
    }
  }

  /** Those that hold now, the one that ends first first. */
  public List<Grant> list(PoolId pool) {
    Instant now = ledger.now();
    return notes.list(pool).stream()
        .map(Noted::value)
        .filter(grant -> grant.holds(now))
        .sorted(Comparator.comparing(Grant::until).thenComparing(Grant::id))
        .toList();
  }

  /** Takes one back; empty when none of that id holds. */
  public Optional<Grant> revoke(PoolId pool, String id) {
    Instant now = ledger.now();
    Optional<Grant> there =
        notes.find(pool, id).map(Noted::value).filter(grant -> grant.holds(now));
    if (there.isPresent()) {
      notes.change(pool, id, before -> before.orElse(there.get()).revokedAt(now));
    }
    return there;
  }
}
