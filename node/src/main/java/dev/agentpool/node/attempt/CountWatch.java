package dev.agentpool.node.attempt;

import dev.agentpool.budget.Amount;
import dev.agentpool.budget.Unit;
import dev.agentpool.session.AgentEvent;
import dev.agentpool.session.TurnListener;
import java.util.Optional;
import java.util.function.ToLongFunction;

/**
 * Follows how many tokens, or turns, an attempt takes while it runs. What its CLI tells comes once
 * a model request has begun or ended, so the one that passes what is set aside is the overshoot.
 */
final class CountWatch implements TurnListener {
  private final Unit counted;
  private final ToLongFunction<AgentEvent.TokensSoFar> count;
  private final Optional<Held> held;
  private volatile long before; // of the attempt's earlier turns
  private volatile long seen;

  /**
   * @param held what is set aside and may grow; empty where a bound of the attempt's own holds
   */
  private CountWatch(
      Unit counted, ToLongFunction<AgentEvent.TokensSoFar> count, Optional<Held> held) {
    this.counted = counted;
    this.count = count;
    this.held = held;
  }

  static CountWatch ofTokens(Optional<Held> held) {
    return new CountWatch(Unit.TOKENS, event -> event.turn().all(), held);
  }

  static CountWatch ofTurns(Optional<Held> held) {
    return new CountWatch(Unit.TURNS, AgentEvent.TokensSoFar::turns, held);
  }

  @Override
  public void heard(AgentEvent event) {
    if (event instanceof AgentEvent.TokensSoFar so) {
      seen = Math.max(seen, before + Math.max(0, count.applyAsLong(so)));
      held.ifPresent(it -> it.taken(new Amount(counted, seen)));
    }
  }

  /** What a further turn of the attempt takes comes on top. */
  void turnEnded() {
    before = seen;
  }

  /** What stays set aside while nothing happens: all of it where it is bounded. */
  long keeps(long request) {
    return held.isPresent() ? seen + request : Long.MAX_VALUE;
  }

  /** The ledger holds no more than this for it any longer. */
  void shrunk(long kept) {
    held.ifPresent(it -> it.shrunk(new Amount(counted, kept)));
  }
}
