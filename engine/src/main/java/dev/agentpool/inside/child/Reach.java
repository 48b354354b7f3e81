package dev.agentpool.inside.child;

import dev.agentpool.inside.Acting;
import dev.agentpool.inside.Caller;
import dev.agentpool.node.message.Inbox;
import dev.agentpool.pool.PoolId;
import java.util.Set;

/** How far whoever is acted for reaches: a person everywhere, an insider in its own pool. */
final class Reach {
  private Reach() {}

  /** Refuses what no insider decides. */
  static void persons(String what) {
    Acting.insider()
        .ifPresent(insider -> {
          throw new Caller.Refused(what + " is a person's decision, not one from inside a task");
        });
  }

  static boolean isForeign(PoolId pool) {
    return Acting.insider().filter(insider -> !insider.pool().id().equals(pool)).isPresent();
  }

  /** Refuses an insider another pool than its own. */
  static void own(PoolId pool) {
    if (isForeign(pool)) {
      throw new Caller.Refused("the pool " + pool + " is not for what runs inside another one");
    }
  }

  /** Refuses an insider another pool, and messages that are not for it. */
  static void ownInbox(PoolId pool, String space) {
    own(pool);
    Acting.insider()
        .filter(_ -> Inbox.isInbox(space))
        .filter(insider -> !readable(insider).contains(space))
        .ifPresent(insider -> {
          throw new Caller.Refused(
              "the messages of another inbox than that of "
                  + insider.slot()
                  + " are not for what runs in it");
        });
  }

  /** The inboxes it may read: its slot's; when it drives the pool, that one's too. */
  private static Set<String> readable(Caller.Insider insider) {
    String own = Inbox.of(insider.slot()).name();
    return insider.coordinator() ? Set.of(own, Inbox.of(Inbox.COORDINATOR).name()) : Set.of(own);
  }
}
