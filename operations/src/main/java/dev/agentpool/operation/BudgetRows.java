package dev.agentpool.operation;

import static dev.agentpool.operation.Operation.named;

import dev.agentpool.answer.Account;
import dev.agentpool.answer.Budget;
import dev.agentpool.answer.Cost;
import dev.agentpool.answer.DayAccount;
import dev.agentpool.budget.Limits;
import dev.agentpool.budget.Money;
import dev.agentpool.budget.Unit;
import dev.agentpool.engine.Refused;
import dev.agentpool.pool.Caps;
import dev.agentpool.pool.PoolId;
import dev.agentpool.request.BudgetRequest;
import dev.agentpool.request.Change;
import dev.agentpool.request.Nothing;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A pool's caps, and what it spent and took. */
public final class BudgetRows {
  private static final String PATH = "/v1/budget";

  public static final Operation<Nothing, Budget> GET =
      named("budget.get", "A pool's money, tokens and turns")
          .takes(Nothing.class)
          .gives(Budget.class)
          .at(Route.get(PATH))
          .does((asking, _) -> budget(asking, asking.standing().id()));

  public static final Operation<BudgetRequest, Budget> SET =
      named("budget.set", "Sets caps; null removes one")
          .takes(BudgetRequest.class)
          .gives(Budget.class)
          .at(Route.put(PATH).fails(400, 403))
          .does(BudgetRows::set);

  private BudgetRows() {}

  static List<Operation<?, ?>> all() {
    return List.of(GET, SET);
  }

  private static Budget set(Asking asking, BudgetRequest asked) {
    Guests.mayNot(asking, "what may be spent");
    PoolId pool = asking.standing().id();
    Caps now = Accounts.caps(asking.ledger(), pool);
    Caps changed =
        new Caps(
            new Limits(
                cap("pool_usd", asked.poolUsd(), now.pool()),
                count("pool_tokens", asked.poolTokens(), now.whole().tokens()),
                count("pool_turns", asked.poolTurns(), now.whole().turns())),
            new Limits(
                cap("day_usd", asked.dayUsd(), now.day()),
                count("day_tokens", asked.dayTokens(), now.daily().tokens()),
                count("day_turns", asked.dayTurns(), now.daily().turns())),
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

  private static @Nullable Long count(String member, Change<Long> change, @Nullable Long now) {
    return switch (change) {
      case Change.Kept<Long> _ -> now;
      case Change.Removed<Long> _ -> null;
      case Change.Given<Long>(Long count) -> Choices.count(member, count);
    };
  }

  static Budget budget(Asking asking, PoolId pool) {
    Accounts accounts = Accounts.of(asking.ledger(), pool);
    return new Budget(
        account(accounts.whole()),
        new DayAccount(account(accounts.day()), accounts.today()),
        Accounts.micros(accounts.caps().task()),
        accounts.counted(Unit.TOKENS),
        accounts.counted(Unit.TURNS));
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
