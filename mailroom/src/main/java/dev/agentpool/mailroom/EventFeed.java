package dev.agentpool.mailroom;

import dev.agentpool.feed.JournalFeed;
import dev.agentpool.ledger.Ledger;
import dev.agentpool.pool.PoolId;
import dev.agentpool.poolsocket.PoolEvent;
import dev.agentpool.post.PostOffice;
import java.util.function.Consumer;

/** What happens in expert pools, in the old program's events. */
public record EventFeed(Ledger ledger, PostOffice office, JournalFeed feed) {
  /** From now on, until it is closed; the hearer must return at once. */
  public AutoCloseable subscribe(PoolId pool, Consumer<PoolEvent> hears) {
    return new PoolEvents(pool, ledger, office, feed, hears);
  }
}
