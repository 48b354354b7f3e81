package dev.agentpool.ledger;

import dev.agentpool.budget.Account;
import dev.agentpool.pool.PoolId;
import dev.agentpool.task.PlanId;
import java.util.List;
import java.util.Optional;

/** What the ledger tells of money that is set aside and spent. */
public interface AccountReadings {
  /** The pool's own account and today's, whether or not anything stands in them yet. */
  List<Account> ownAccounts(PoolId pool);

  /** A plan's; empty for one without. */
  Optional<Account> account(PlanId plan);

  /** The accounts of a pool: the pool's own, today's, and its plans'. */
  List<Account> accounts(PoolId pool);
}
