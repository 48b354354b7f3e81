package dev.agentpool.ledger.sql;

import dev.agentpool.budget.Account;
import dev.agentpool.budget.AccountKey;
import dev.agentpool.budget.Tally;
import dev.agentpool.budget.Unit;
import dev.agentpool.ledger.AccountReadings;
import dev.agentpool.ledger.books.AccountBook;
import dev.agentpool.pool.PoolId;
import dev.agentpool.pool.PoolRecord;
import dev.agentpool.task.PlanId;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The accounts in SQL, for moves and for readings. */
final class SqlAccounts implements AccountBook, AccountReadings {
  private static final List<String> COUNTED =
      List.of("cap", "spent", "unknown", "seen", "reserved");
  private static final List<String> COLUMNS =
      Stream.of(Unit.values())
          .flatMap(unit -> COUNTED.stream().map(name -> Rows.prefix(unit) + name))
          .toList();
  private static final String PUT =
      "INSERT INTO account (key, kind, pool, "
          + String.join(", ", COLUMNS)
          + ") VALUES (?, ?, ?"
          + ", ?".repeat(COLUMNS.size())
          + ") ON CONFLICT (key) DO UPDATE SET "
          + COLUMNS.stream()
              .map(name -> name + " = excluded." + name)
              .collect(Collectors.joining(", "));

  private final Statements sql;
  private final Supplier<Instant> now;

  /**
   * @param now asked when it matters which day it is
   */
  SqlAccounts(Statements sql, Supplier<Instant> now) {
    this.sql = sql;
    this.now = now;
  }

  @Override
  public Optional<Account> find(AccountKey key) {
    return sql.first("SELECT * FROM account WHERE key = ?", Rows::account, key.value());
  }

  @Override
  public void put(PoolId pool, Account account) {
    List<@Nullable Object> arguments = new ArrayList<>();
    arguments.add(account.key().value());
    arguments.add(account.key().kind().name().toLowerCase(Locale.ROOT));
    arguments.add(pool.value());
    for (Unit unit : Unit.values()) {
      Tally tally = account.of(unit);
      arguments.add(Columns.countOrNull(tally.cap()));
      arguments.add(tally.spent().count());
      arguments.add(tally.unknown().count());
      arguments.add(tally.seen().count());
      arguments.add(tally.reserved().count());
    }
    sql.update(PUT, arguments.toArray());
  }

  @Override
  public Optional<Account> account(PlanId plan) {
    return find(AccountKey.plan(plan.value()));
  }

  @Override
  public List<Account> ownAccounts(PoolId pool) {
    Optional<PoolRecord> record =
        sql.first("SELECT * FROM pool WHERE id = ?", Rows::pool, pool.value());
    if (record.isEmpty()) {
      return List.of();
    }
    AccountKey own = AccountKey.pool(pool.value());
    AccountKey today =
        AccountKey.day(pool.value(), LocalDate.ofInstant(now.get(), ZoneOffset.UTC).toString());
    return List.of(
        find(own).orElseGet(() -> Account.empty(own, record.get().caps().whole())),
        find(today).orElseGet(() -> Account.empty(today, record.get().caps().daily())));
  }

  @Override
  public List<Account> accounts(PoolId pool) {
    List<Account> accounts = new ArrayList<>(ownAccounts(pool));
    accounts.addAll(
        sql.list(
            "SELECT * FROM account WHERE pool = ? AND kind = 'plan' ORDER BY key",
            Rows::account,
            pool.value()));
    return accounts;
  }
}
