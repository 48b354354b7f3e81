package dev.agentpool.operation;

import dev.agentpool.answer.Counted;
import dev.agentpool.budget.Account;
import dev.agentpool.budget.AccountKey;
import dev.agentpool.budget.Amount;
import dev.agentpool.budget.Money;
import dev.agentpool.budget.Tally;
import dev.agentpool.budget.Unit;
import dev.agentpool.ledger.Ledger;
import dev.agentpool.pool.Caps;
import dev.agentpool.pool.PoolId;
import dev.agentpool.pool.PoolRecord;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A pool's accounts, read once; one that nothing was booked on yet is empty. */
record Accounts(Account whole, Account day, String today, Caps caps) {
  static Accounts of(Ledger ledger, PoolId pool) {
    Caps caps = caps(ledger, pool);
    String today = LocalDate.ofInstant(ledger.now(), ZoneOffset.UTC).toString();
    AccountKey whole = AccountKey.pool(pool.value());
    AccountKey day = AccountKey.day(pool.value(), today);
    Account wholeOne = Account.empty(whole, caps.whole());
    Account dayOne = Account.empty(day, caps.daily());
    for (Account known : ledger.ownAccounts(pool)) {
      wholeOne = known.key().equals(whole) ? known : wholeOne;
      dayOne = known.key().equals(day) ? known : dayOne;
    }
    return new Accounts(wholeOne, dayOne, today, caps);
  }

  static Caps caps(Ledger ledger, PoolId pool) {
    return ledger.pools().stream()
        .filter(record -> record.id().equals(pool))
        .map(PoolRecord::caps)
        .findFirst()
        .orElse(Caps.NONE);
  }

  /** What was taken of tokens, or of turns. */
  Counted counted(Unit unit) {
    return new Counted(count(whole.of(unit)), count(day.of(unit)));
  }

  private static Counted.Count count(Tally tally) {
    return new Counted.Count(
        count(tally.cap()),
        tally.spent().plus(tally.seen()).count(),
        tally.unsure().count(),
        tally.reserved().count(),
        count(tally.room().orElse(null)));
  }

  /** As JSON has it. */
  private static OptionalLong count(@Nullable Amount amount) {
    return amount == null ? OptionalLong.empty() : OptionalLong.of(amount.count());
  }

  /** As JSON has it. */
  static OptionalLong micros(@Nullable Money money) {
    return money == null ? OptionalLong.empty() : OptionalLong.of(money.micros());
  }
}
