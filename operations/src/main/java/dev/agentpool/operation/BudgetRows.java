package dev.agentpool.operation;

import static dev.agentpool.operation.Operation.named;

import dev.agentpool.answer.Account;
import dev.agentpool.answer.Budget;
import dev.agentpool.answer.Cost;
import dev.agentpool.answer.DayAccount;
import dev.agentpool.budget.Money;
import dev.agentpool.engine.Refused;
import dev.agentpool.pool.Caps;
import dev.agentpool.pool.PoolId;
import dev.agentpool.request.BudgetRequest;
import dev.agentpool.request.Change;
import dev.agentpool.request.Nothing;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A pool's money. */
public final class BudgetRows {
  private static final String PATH = "/v1/budget";

  public static final Operation<Nothing, Budget> GET =
      named("budget.get", "A pool's money")
          .takes(Nothing.class)
          .gives(Budget.class)
          .at(Route.get(PATH))
          .does((asking, _) -> budget(asking, asking.pool().id()));

  public static final Operation<BudgetRequest, Budget> SET =
      named("budget.set", "Sets caps; null removes one")
          .takes(BudgetRequest.class)
          .gives(Budget.class)
          .at(Route.put(PATH))
          .does(BudgetRows::set);

  private BudgetRows() {}

  static List<Operation<?, ?>> all() {
    return List.of(GET, SET);
  }

  private static Budget set(Asking asking, BudgetRequest asked) {
    PoolId pool = asking.pool().id();
    Caps now = Accounts.caps(asking.ledger(), pool);
    Caps changed =
        new Caps(
            cap("pool_usd", asked.poolUsd(), now.pool()),
            cap("day_usd", asked.dayUsd(), now.day()),
            cap("task_usd", asked.taskUsd(), now.task()));
    Refused.orThrow(asking.ledger().setCaps(pool, changed));
    return budget(asking, pool);
  }

  private static @Nullable Money cap(
      String member, Change<BigDecimal> change, @Nullable Money now) {
    return switch (change) {
      case Change.Kept<BigDecimal> _ -> now;
      case Change.Removed<BigDecimal> _ -> null;
      case Change.Given<BigDecimal>(BigDecimal usd) -> Choices.money(member, usd);
    };
  }

  private static Budget budget(Asking asking, PoolId pool) {
    Accounts accounts = Accounts.of(asking.ledger(), pool);
    return new Budget(
        account(accounts.whole()),
        new DayAccount(account(accounts.day()), accounts.today()),
        Accounts.micros(accounts.caps().task()));
  }

  private static Account account(dev.agentpool.budget.Account account) {
    return new Account(
        Accounts.micros(account.cap()),
        Cost.of(account.cost()),
        account.unsure().micros(),
        account.reserved().micros(),
        Accounts.micros(account.room().orElse(null)));
  }
}
