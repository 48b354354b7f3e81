package dev.agentpool.ledger.moves;

import dev.agentpool.journal.JournalKind;
import dev.agentpool.journal.Subject;
import dev.agentpool.ledger.Reply;
import dev.agentpool.ledger.books.Books;
import dev.agentpool.pool.Caps;
import dev.agentpool.pool.PoolId;
import dev.agentpool.pool.PoolRecord;
import dev.agentpool.task.Refusal;
import java.util.Optional;

/** Moves of pools. Lives inside one transaction. */
final class PoolMoves {
  private final Books books;
  private final PoolCaps caps;
  private final MoneyMoves money;

  PoolMoves(Books books, PoolCaps caps, MoneyMoves money) {
    this.books = books;
    this.money = money;
    this.caps = caps;
  }

  PoolRecord openPool(PoolRecord pool) {
    Optional<PoolRecord> known = books.pools().find(pool.id());
    if (known.isPresent()) {
      return known.get();
    }
    books.pools().put(pool);
    books.accounts().put(pool.id(), caps.poolAccount(pool));
    books.journal().append(JournalKind.POOL_OPENED, pool.id(), Subject.POOL, pool.directory());
    return pool;
  }

  /**
   * New caps hold for the pool, for today and for days to come; money that is out already stays
   * out.
   */
  Reply<PoolRecord> setCaps(PoolId id, Caps changed) {
    Optional<PoolRecord> known = books.pools().find(id);
    if (known.isEmpty()) {
      return Reply.refused(Refusal.Code.POOL_NOT_FOUND, "no pool " + id + " is open");
    }
    PoolRecord after = caps.put(known.get(), changed);
    money.capsChanged(after);
    return Reply.done(after);
  }
}
