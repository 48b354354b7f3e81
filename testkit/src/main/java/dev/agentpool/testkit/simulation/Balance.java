package dev.agentpool.testkit.simulation;

import dev.agentpool.budget.Account;
import dev.agentpool.budget.AccountKey;
import dev.agentpool.budget.Amount;
import dev.agentpool.budget.Tally;
import dev.agentpool.budget.Unit;
import dev.agentpool.budget.Use;
import dev.agentpool.budget.Uses;
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

/**
 * Checks that accounts are the sums over attempts, in each unit; throws {@link AssertionError}
 * where they are not.
 */
public final class Balance {
  /** Of one account, in one unit. */
  private record Sums(Amount spent, Amount unknown, Amount seen, Amount reserved) {
    static Sums zero(Unit unit) {
      Amount zero = Amount.zero(unit);
      return new Sums(zero, zero, zero, zero);
    }

    Sums with(AttemptRecord attempt) {
      Unit unit = spent.unit();
      if (!attempt.settled()) {
        return new Sums(spent, unknown, seen, reserved.plus(attempt.reservation().of(unit)));
      }
      Uses uses = attempt.uses();
      if (uses == null) {
        throw new AssertionError("settled without a cost: " + attempt);
      }
      Use use = uses.of(unit);
      return use.known()
          ? new Sums(spent.plus(use.certain()), unknown, seen, reserved)
          : new Sums(spent, unknown.plus(use.most()), seen.plus(use.certain()), reserved);
    }
  }

  private record Place(AccountKey account, Unit unit) {}

  private Balance() {}

  /** Over these tasks, which must be all there are. */
  public static void check(Ledger ledger, Set<TaskId> tasks) {
    Map<Place, Sums> sums = new HashMap<>();
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
        for (Unit unit : Unit.values()) {
          Place place = new Place(account.key(), unit);
          agree(account, account.of(unit), sums.getOrDefault(place, Sums.zero(unit)));
        }
      }
    }
  }

  private static AccountKey dayOf(AttemptRecord attempt) {
    return AccountKey.day(
        attempt.pool().value(),
        LocalDate.ofInstant(attempt.startedAt(), ZoneOffset.UTC).toString());
  }

  private static void add(Map<Place, Sums> sums, AccountKey key, AttemptRecord attempt) {
    for (Unit unit : Unit.values()) {
      sums.merge(
          new Place(key, unit), Sums.zero(unit).with(attempt), (before, _) -> before.with(attempt));
    }
  }

  private static void agree(Account account, Tally tally, Sums sums) {
    if (!new Sums(tally.spent(), tally.unknown(), tally.seen(), tally.reserved()).equals(sums)) {
      throw new AssertionError(
          account + " does not balance in " + tally.unit() + ": its attempts come to " + sums);
    }
  }
}
