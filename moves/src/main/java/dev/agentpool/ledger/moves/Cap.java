package dev.agentpool.ledger.moves;

import dev.agentpool.budget.Account;
import dev.agentpool.budget.AccountKey;
import dev.agentpool.budget.Tally;
import dev.agentpool.budget.Unit;

/** One cap: over what, and in which unit. */
record Cap(Account account, Unit unit) {
  Tally tally() {
    return account.of(unit);
  }

  boolean isOfDay() {
    return account.key().kind() == AccountKey.Kind.DAY;
  }

  /** Names it in the ledger: what a question about it is asked as. */
  String name() {
    String money = "money " + account.key().value();
    return unit == Unit.DOLLARS ? money : money + " " + unit.wireName();
  }

  /** What to do about it, for people. */
  String raiseIt() {
    return "raise it with: agentpool budget set " + unit.flag(isOfDay());
  }
}
