package dev.agentpool.inside;

import dev.agentpool.node.message.Inbox;
import java.util.Set;

/** Which inboxes an insider may read: its slot's, and of who drives the pool also that one's. */
public final class InsideInboxes {
  /** The inbox of whoever drives the pool. */
  public static final String COORDINATOR = "coordinator";

  /** The inbox of the pool's person. */
  public static final String USER = "user";

  private InsideInboxes() {}

  static Set<String> of(Caller.Insider insider) {
    String own = Inbox.of(insider.slot()).name();
    return insider.coordinator() ? Set.of(own, Inbox.of(COORDINATOR).name()) : Set.of(own);
  }
}
