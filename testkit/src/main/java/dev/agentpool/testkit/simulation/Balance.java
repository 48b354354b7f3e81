package dev.agentpool.testkit.simulation;

import dev.agentpool.budget.Account;
import dev.agentpool.budget.AccountKey;
import dev.agentpool.budget.Cost;
import dev.agentpool.budget.Money;
import dev.agentpool.ledger.AttemptRecord;
import dev.agentpool.ledger.Ledger;
import dev.agentpool.pool.PoolRecord;
import dev.agentpool.task.PlanId;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskRecord;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks that accounts are the sums over attempts; throws {@link AssertionError} where they are
 * not.
 */
public final class Balance {
  private record Sums(Money spent, Money unknown, Money seen, Money reserved) {
    static final Sums ZERO = new Sums(Money.ZERO, Money.ZERO, Money.ZERO, Money.ZERO);

    Sums with(AttemptRecord attempt) {
      if (!attempt.settled()) {
        return new Sums(spent, unknown, seen, reserved.plus(attempt.reserved()));
      }
      return switch (attempt.cost()) {
        case Cost.Known known -> new Sums(spent.plus(known.amount()), unknown, seen, reserved);
        case Cost.Unknown unsure ->
            new Sums(
                spent,
                unknown.plus(unsure.atMost().orElseThrow()),
                seen.plus(unsure.atLeast()),
                reserved);
        case null -> throw new AssertionError("settled without a cost: " + attempt);
      };
    }
  }

  private Balance() {}

  /** Over these tasks, which must be all there are. */
  public static void check(Ledger ledger, Set<TaskId> tasks) {
    Map<AccountKey, Sums> sums = new HashMap<>();
    for (TaskId id : tasks) {
      TaskRecord task =
          ledger.task(id).orElseThrow(() -> new AssertionError("the task " + id + " is lost"));
      for (AttemptRecord attempt : ledger.attempts(id)) {
        if (attempt.current() && (attempt.settled() || attempt.key().fence() != task.fence())) {
          throw new AssertionError("current, but it cannot be: " + attempt + " of " + task);
        }
        add(sums, AccountKey.pool(task.pool().value()), attempt);
        add(sums, dayOf(attempt), attempt);
        PlanId plan = task.plan();
        if (plan != null) {
          add(sums, AccountKey.plan(plan.value()), attempt);
        }
      }
    }
    for (PoolRecord pool : ledger.pools()) {
      for (Account account : ledger.accounts(pool.id())) {
        agree(account, sums.getOrDefault(account.key(), Sums.ZERO));
      }
    }
  }

  private static AccountKey dayOf(AttemptRecord attempt) {
    return AccountKey.day(
        attempt.pool().value(),
        LocalDate.ofInstant(attempt.startedAt(), ZoneOffset.UTC).toString());
  }

  private static void add(Map<AccountKey, Sums> sums, AccountKey key, AttemptRecord attempt) {
    sums.merge(key, Sums.ZERO.with(attempt), (before, _) -> before.with(attempt));
  }

  private static void agree(Account account, @Nullable Sums sums) {
    if (!new Sums(account.spent(), account.unknown(), account.seen(), account.reserved())
        .equals(sums)) {
      throw new AssertionError(account + " does not balance: its attempts come to " + sums);
    }
  }
}
