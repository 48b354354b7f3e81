package dev.agentpool.node.attempt;

import dev.agentpool.session.AgentEvent;
import dev.agentpool.session.TurnListener;
import java.util.Optional;

/**
 * Follows how many tokens an attempt takes while it runs; at its bound the turn is ended. What its
 * CLI tells comes once a model request has begun or ended, so the one that passes the bound is the
 * overshoot.
 */
final class TokenWatch implements TurnListener {
  private final long most;
  private final Runnable over;
  private volatile long before; // of the attempt's earlier turns
  private volatile long seen;

  /**
   * @param over ends the turn
   */
  TokenWatch(Optional<Integer> most, Runnable over) {
    this.most = most.map(Integer::longValue).orElse(Long.MAX_VALUE);
    this.over = over;
  }

  @Override
  public void heard(AgentEvent event) {
    if (event instanceof AgentEvent.TokensSoFar tokens) {
      seen = Math.max(seen, before + tokens.turn().all());
      if (seen >= most) {
        over.run();
      }
    }
  }

  /** What a further turn of the attempt takes comes on top. */
  void turnEnded() {
    before = seen;
  }
}
