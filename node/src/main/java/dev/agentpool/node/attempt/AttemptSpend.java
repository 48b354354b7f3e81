package dev.agentpool.node.attempt;

import dev.agentpool.budget.Amount;
import dev.agentpool.budget.Money;
import dev.agentpool.budget.Reservation;
import dev.agentpool.budget.Unit;
import dev.agentpool.ledger.Ledger;
import dev.agentpool.session.AgentEvent;
import dev.agentpool.session.TurnListener;
import dev.agentpool.settings.SettingKeys;
import dev.agentpool.settings.Settings;
import dev.agentpool.task.AttemptKey;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** What an attempt takes while it runs, in dollars, tokens and turns, and what ends it for that. */
final class AttemptSpend implements TurnListener {
  private final SpendWatch money;
  private final CountWatch tokens;
  private final CountWatch turns;
  private final TokenWatch bound;

  /**
   * @param usedUp ends the turn: what was set aside of that unit is taken, and no cap has more
   * @param overBound ends the turn: it has taken the tokens that its own settings let it
   */
  AttemptSpend(
      Ledger ledger,
      AttemptKey attempt,
      Reservation reserved,
      Settings settings,
      Pricing pricing,
      Consumer<Unit> usedUp,
      Runnable overBound) {
    this.money =
        new SpendWatch(
            held(ledger, attempt, reserved.of(Unit.DOLLARS), usedUp),
            pricing,
            () -> usedUp.accept(Unit.DOLLARS));
    // What is set aside of a bound of its own is all of it, and does not grow.
    this.tokens =
        CountWatch.ofTokens(
            settings.find(SettingKeys.MAX_TOKENS).isPresent()
                ? Optional.empty()
                : Optional.of(held(ledger, attempt, reserved.of(Unit.TOKENS), usedUp)));
    this.turns =
        CountWatch.ofTurns(
            settings.find(SettingKeys.MAX_TURNS).isPresent()
                ? Optional.empty()
                : Optional.of(held(ledger, attempt, reserved.of(Unit.TURNS), usedUp)));
    this.bound = new TokenWatch(settings.find(SettingKeys.MAX_TOKENS), overBound);
  }

  private static Held held(
      Ledger ledger, AttemptKey attempt, Amount reserved, Consumer<Unit> usedUp) {
    return new Held(ledger, attempt, reserved, () -> usedUp.accept(reserved.unit()));
  }

  @Override
  public void heard(AgentEvent event) {
    for (TurnListener watch : List.of(money, tokens, turns, bound)) {
      watch.heard(event);
    }
  }

  /** What a further turn of the attempt takes comes on top. */
  void turnEnded() {
    money.turnEnded();
    tokens.turnEnded();
    turns.turnEnded();
    bound.turnEnded();
  }

  Money spentSoFar() {
    return money.spentSoFar();
  }

  /** From now on the turn is ended once it has cost more than this, whatever is set aside. */
  void keepBelow(Money most) {
    money.keepBelow(most);
  }

  /** What stays set aside while it waits: what it has taken, and a request more. */
  Reservation keeps(Reservation request) {
    return new Reservation(
        money.spentSoFar().plus(request.money()),
        tokens.keeps(request.tokens()),
        turns.keeps(request.turns()));
  }

  /** The ledger holds no more than this for it any longer; it may ask for more again. */
  void shrunk(Reservation kept) {
    money.shrunk(kept.money());
    tokens.shrunk(kept.tokens());
    turns.shrunk(kept.turns());
  }
}
