package dev.agentpool.ledger.moves;

import dev.agentpool.budget.Account;
import dev.agentpool.budget.Money;
import dev.agentpool.journal.JournalKind;
import dev.agentpool.journal.Subject;
import dev.agentpool.ledger.Reply;
import dev.agentpool.ledger.books.Books;
import dev.agentpool.pool.Caps;
import dev.agentpool.pool.PoolId;
import dev.agentpool.pool.PoolRecord;
import dev.agentpool.task.Refusal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Moves of pools. Lives inside one transaction. */
final class PoolMoves {
  private final Books books;
  private final Cashbox cashbox;

  PoolMoves(Books books, Cashbox cashbox) {
    this.books = books;
    this.cashbox = cashbox;
  }

  PoolRecord openPool(PoolRecord pool) {
    Optional<PoolRecord> known = books.pools().find(pool.id());
    if (known.isPresent()) {
      return known.get();
    }
    books.pools().put(pool);
    books.accounts().put(pool.id(), cashbox.poolAccount(pool));
    books.journal().append(JournalKind.POOL_OPENED, pool.id(), Subject.POOL, pool.directory());
    return pool;
  }

  /**
   * New caps hold for the pool, for today and for days to come; money that is out already stays
   * out.
   */
  Reply<PoolRecord> setCaps(PoolId id, Caps caps) {
    Optional<PoolRecord> known = books.pools().find(id);
    if (known.isEmpty()) {
      return Reply.refused(Refusal.Code.POOL_NOT_FOUND, "no pool " + id + " is open");
    }
    PoolRecord before = known.get();
    PoolRecord after = new PoolRecord(id, before.name(), before.directory(), caps);
    Account today = cashbox.dayAccount(before, books.now());
    books.pools().put(after);
    books.accounts().put(id, cashbox.poolAccount(before).withCap(caps.pool()));
    books.accounts().put(id, today.withCap(caps.day()));
    books
        .journal()
        .append(
            JournalKind.CAPS_CHANGED,
            id,
            Subject.POOL,
            "pool "
                + shown(caps.pool())
                + ", day "
                + shown(caps.day())
                + ", task "
                + shown(caps.task()));
    return Reply.done(after);
  }

  private static String shown(@Nullable Money cap) {
    return cap == null ? "none" : cap.toString();
  }
}
