package dev.agentpool.node.attempt;

import dev.agentpool.budget.Amount;
import dev.agentpool.budget.Money;
import dev.agentpool.session.AgentEvent;
import dev.agentpool.session.TurnListener;
import org.jspecify.annotations.Nullable;

/** Follows what an attempt costs while it runs, and what is lent of its own cap. */
final class SpendWatch implements TurnListener {
  private final Held held;
  private final Pricing pricing;
  private final Runnable overBudget;
  private volatile boolean dollarsTold;
  private volatile Money before = Money.ZERO; // of the attempt's earlier turns
  private volatile Money seen = Money.ZERO;
  private volatile @Nullable Money most; // null while nothing of its cap is lent

  /**
   * @param overBudget ends the turn
   */
  SpendWatch(Held held, Pricing pricing, Runnable overBudget) {
    this.held = held;
    this.pricing = pricing;
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
  void shrunk(Money kept) {
    held.shrunk(Amount.of(kept));
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
    held.taken(Amount.of(spent));
  }
}
