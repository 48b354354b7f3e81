package dev.agentpool.ledger.memory;

import dev.agentpool.budget.Account;
import dev.agentpool.budget.AccountKey;
import dev.agentpool.ledger.AccountReadings;
import dev.agentpool.ledger.books.AccountBook;
import dev.agentpool.ledger.moves.SteadyClock;
import dev.agentpool.pool.PoolId;
import dev.agentpool.pool.PoolRecord;
import dev.agentpool.task.PlanId;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** The accounts in collections. */
final class MemoryAccounts implements AccountBook, AccountReadings {
  private final Map<AccountKey, Account> byKey = new HashMap<>();
  private final Map<PoolId, NavigableMap<AccountKey, Account>> ofPools = new HashMap<>();
  private final MemoryPools pools;
  private final SteadyClock clock;

  MemoryAccounts(MemoryPools pools, SteadyClock clock) {
    this.pools = pools;
    this.clock = clock;
  }

  @Override
  public Optional<Account> find(AccountKey key) {
    return Optional.ofNullable(byKey.get(key));
  }

  @Override
  public void put(PoolId pool, Account account) {
    byKey.put(account.key(), account);
    ofPools
        .computeIfAbsent(pool, _ -> new TreeMap<>(Comparator.comparing(AccountKey::value)))
        .put(account.key(), account);
  }

  @Override
  public Optional<Account> account(PlanId plan) {
    return find(AccountKey.plan(plan.value()));
  }

  @Override
  public List<Account> ownAccounts(PoolId pool) {
    PoolRecord record = pools.find(pool).orElse(null);
    if (record == null) {
      return List.of();
    }
    String date = LocalDate.ofInstant(clock.now(), ZoneOffset.UTC).toString();
    AccountKey today = AccountKey.day(pool.value(), date);
    AccountKey own = AccountKey.pool(pool.value());
    return List.of(
        find(own).orElseGet(() -> Account.empty(own, record.caps().whole())),
        find(today).orElseGet(() -> Account.empty(today, record.caps().daily())));
  }

  @Override
  public List<Account> accounts(PoolId pool) {
    List<Account> accounts = new ArrayList<>(ownAccounts(pool));
    ofPools.getOrDefault(pool, Collections.emptyNavigableMap()).values().stream()
        .filter(account -> account.key().kind() == AccountKey.Kind.PLAN)
        .forEach(accounts::add);
    return accounts;
  }
}
