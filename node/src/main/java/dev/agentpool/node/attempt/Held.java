package dev.agentpool.node.attempt;

import dev.agentpool.budget.Amount;
import dev.agentpool.budget.Unit;
import dev.agentpool.ledger.Ledger;
import dev.agentpool.ledger.LedgerException;
import dev.agentpool.ledger.Reply;
import dev.agentpool.task.AttemptKey;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What is set aside for an attempt of one unit (architecture, decision 3): near it the ledger is
 * asked for as much again; when no cap has room, the turn is interrupted once it has taken that.
 */
final class Held {
  private static final double NEAR = 0.8;
  private final Ledger ledger;
  private final AttemptKey attempt;
  private final Amount step;
  private final Runnable usedUp;
  private final AtomicBoolean asking = new AtomicBoolean();
  private volatile Amount reserved;
  private volatile boolean refused;

  /**
   * @param usedUp ends the turn
   */
  Held(Ledger ledger, AttemptKey attempt, Amount reserved, Runnable usedUp) {
    this.ledger = ledger;
    this.attempt = attempt;
    this.reserved = reserved;
    this.step = reserved;
    this.usedUp = usedUp;
  }

  /** The ledger holds no more than this for it any longer; it may ask for more again. */
  void shrunk(Amount held) {
    reserved = reserved.min(held);
  }

  /** The attempt has taken so much by now. */
  void taken(Amount taken) {
    if (!refused && taken.count() >= reserved.count() * NEAR && asking.compareAndSet(false, true)) {
      // Not on the session's own thread: the ledger may be slow, and the agent's lines must not
      // wait for it.
      Thread.ofVirtual().name("spend-" + attempt).start(() -> askForMore(taken));
    }
    endWhenUsedUp(taken);
  }

  private void askForMore(Amount taken) {
    try {
      Amount more = step.max(taken.minus(reserved).plus(step)).max(new Amount(step.unit(), 1));
      switch (ledger.extend(attempt, more)) {
        case Reply.Done<Amount> done -> reserved = done.value();
        case Reply.Refused<Amount> _ -> refused = true;
      }
    } catch (LedgerException cannotWrite) {
      refused = true; // what cannot be written down is not taken
    } finally {
      asking.set(false);
    }
    endWhenUsedUp(taken);
  }

  /** The last turn that there is room for is let to its end: only a further one is too much. */
  private void endWhenUsedUp(Amount taken) {
    boolean all =
        taken.unit() == Unit.TURNS ? taken.isMoreThan(reserved) : !reserved.isMoreThan(taken);
    if (refused && all) {
      usedUp.run();
    }
  }
}
