package dev.agentpool.ledger.books;

import dev.agentpool.budget.Account;
import dev.agentpool.budget.AccountKey;
import dev.agentpool.pool.PoolId;
import java.util.Optional;

/** The accounts of pools, days and plans. */
public interface AccountBook {
  Optional<Account> find(AccountKey key);

  /** Adds or replaces an account of this pool. */
  void put(PoolId pool, Account account);
}
