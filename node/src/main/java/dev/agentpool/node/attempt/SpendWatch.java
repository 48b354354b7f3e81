package dev.agentpool.node.attempt;

import dev.agentpool.budget.Money;
import dev.agentpool.ledger.Ledger;
import dev.agentpool.ledger.LedgerException;
import dev.agentpool.ledger.Reply;
import dev.agentpool.session.AgentEvent;
import dev.agentpool.session.TurnListener;
import dev.agentpool.task.AttemptKey;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Follows what a turn costs while it runs (architecture, decision 3): near its reservation it asks
 * the ledger for as much again; when no cap has room, the turn is interrupted once it reaches the
 * reservation.
 */
final class SpendWatch implements TurnListener {
  private static final double NEAR = 0.8;
  private final Ledger ledger;
  private final AttemptKey attempt;
  private final Pricing pricing;
  private final Money step;
  private final Runnable overBudget;
  private final AtomicBoolean asking = new AtomicBoolean();
  private volatile Money reserved;
  private volatile boolean refused;
  private volatile boolean dollarsTold;
  private volatile Money before = Money.ZERO; // of the attempt's earlier turns
  private volatile Money seen = Money.ZERO;
  private volatile @Nullable Money most; // null while nothing of its cap is lent

  /**
   * @param overBudget ends the turn
   */
  SpendWatch(
      Ledger ledger, AttemptKey attempt, Money reserved, Pricing pricing, Runnable overBudget) {
    this.ledger = ledger;
    this.attempt = attempt;
    this.pricing = pricing;
    this.reserved = reserved;
    this.step = reserved;
    this.overBudget = overBudget;
  }

  @Override
  public void heard(AgentEvent event) {
    switch (event) {
      case AgentEvent.CostSoFar cost -> {
        dollarsTold = true;
        spent(before.plus(cost.turn()));
      }
      case AgentEvent.TokensSoFar tokens -> {
        if (!dollarsTold) {
          pricing.soFar(tokens).ifPresent(most -> spent(before.plus(most)));
        }
      }
      default -> {}
    }
  }

  /** What a further turn of the attempt costs comes on top. */
  void turnEnded() {
    before = seen;
    dollarsTold = false;
  }

  Money spentSoFar() {
    return seen;
  }

  /** The ledger holds no more than this for it any longer; it may ask for more again. */
  void shrunk(Money held) {
    reserved = reserved.min(held);
  }

  /** From now on the turn is interrupted once it reaches this, whatever it has reserved. */
  void keepBelow(Money bound) {
    most = bound;
    if (isOver(seen)) {
      overBudget.run();
    }
  }

  private boolean isOver(Money spent) {
    Money bound = most;
    return bound != null && spent.isMoreThan(bound);
  }

  private void spent(Money spent) {
    seen = spent;
    if (isOver(spent)) {
      overBudget.run();
    }
    if (!refused
        && spent.micros() >= reserved.micros() * NEAR
        && asking.compareAndSet(false, true)) {
      // Not on the session's own thread: the ledger may be slow, and the agent's lines must not
      // wait for it.
      Thread.ofVirtual().name("spend-" + attempt).start(() -> askForMore(spent));
    }
    if (refused && spent.micros() >= reserved.micros()) {
      overBudget.run();
    }
  }

  private void askForMore(Money spent) {
    try {
      Money more = step.max(spent.minus(reserved).plus(step));
      switch (ledger.extend(attempt, more)) {
        case Reply.Done<Money> done -> reserved = done.value();
        case Reply.Refused<Money> _ -> refused = true;
      }
    } catch (LedgerException cannotWrite) {
      refused = true; // money that cannot be written down is not spent
    } finally {
      asking.set(false);
    }
    if (refused && spent.micros() >= reserved.micros()) {
      overBudget.run();
    }
  }
}
