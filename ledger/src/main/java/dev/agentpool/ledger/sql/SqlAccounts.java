package dev.agentpool.ledger.sql;

import dev.agentpool.budget.Account;
import dev.agentpool.budget.AccountKey;
import dev.agentpool.ledger.AccountReadings;
import dev.agentpool.ledger.books.AccountBook;
import dev.agentpool.pool.PoolId;
import dev.agentpool.pool.PoolRecord;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/** The accounts in SQL, for moves and for readings. */
final class SqlAccounts implements AccountBook, AccountReadings {
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
    sql.update(
        "INSERT INTO account (key, kind, pool, cap, spent, unknown, seen, reserved) VALUES (?, ?,"
            + " ?, ?, ?, ?, ?, ?) ON CONFLICT (key) DO UPDATE SET cap = excluded.cap, spent ="
            + " excluded.spent, unknown = excluded.unknown, seen = excluded.seen, reserved ="
            + " excluded.reserved",
        account.key().value(),
        account.key().kind().name().toLowerCase(Locale.ROOT),
        pool.value(),
        Columns.microsOrNull(account.cap()),
        account.spent().micros(),
        account.unknown().micros(),
        account.seen().micros(),
        account.reserved().micros());
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
        find(own).orElseGet(() -> Account.empty(own, record.get().caps().pool())),
        find(today).orElseGet(() -> Account.empty(today, record.get().caps().day())));
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
