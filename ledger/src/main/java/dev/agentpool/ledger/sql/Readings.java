package dev.agentpool.ledger.sql;

import dev.agentpool.budget.Account;
import dev.agentpool.budget.AccountKey;
import dev.agentpool.journal.JournalEntry;
import dev.agentpool.ledger.AttemptRecord;
import dev.agentpool.pool.PoolId;
import dev.agentpool.pool.PoolRecord;
import dev.agentpool.task.PlanId;
import dev.agentpool.task.TaskFilter;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.task.TaskState;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The readings of the ledger. Lives inside one snapshot. */
final class Readings {
  private static final int IDS_A_QUERY = 500;

  private final Statements sql;

  Readings(Statements sql) {
    this.sql = sql;
  }

  Head head() {
    return Head.read(sql, "");
  }

  List<PoolRecord> pools() {
    return sql.list("SELECT * FROM pool ORDER BY id", Rows::pool);
  }

  Optional<TaskRecord> task(TaskId id) {
    return sql.first(Rows.SELECT_TASK + " WHERE t.id = ?", Rows::task, id.value());
  }

  Map<TaskId, TaskState> states(List<TaskId> tasks) {
    Map<TaskId, TaskState> states = new HashMap<>();
    for (int from = 0; from < tasks.size(); from += IDS_A_QUERY) {
      List<TaskId> some = tasks.subList(from, Math.min(from + IDS_A_QUERY, tasks.size()));
      sql.list(
          "SELECT id, state FROM task WHERE id IN (" + places(some.size()) + ")",
          row -> states.put(new TaskId(row.getString("id")), TaskState.ofWireName(row.getString("state"))),
          some.stream().map(TaskId::value).toArray());
    }
    return states;
  }

  /** Newest first: by the number under which they were admitted, so the order never changes. */
  List<TaskRecord> tasks(TaskFilter filter) {
    StringBuilder select = new StringBuilder(Rows.SELECT_TASK).append(" WHERE 1 = 1");
    List<@Nullable Object> arguments = new ArrayList<>();
    PoolId pool = filter.pool();
    if (pool != null) {
      select.append(" AND t.pool = ?");
      arguments.add(pool.value());
    }
    if (!filter.states().isEmpty()) {
      select.append(" AND t.state IN (").append(places(filter.states().size())).append(')');
      filter.states().forEach(state -> arguments.add(state.wireName()));
    }
    if (!filter.tags().isEmpty()) {
      select
          .append(" AND EXISTS (SELECT 1 FROM task_tag g WHERE g.n = t.n AND g.tag IN (")
          .append(places(filter.tags().size()))
          .append("))");
      filter.tags().forEach(tag -> arguments.add(Columns.storable(tag)));
    }
    if (filter.slot() != null) {
      select.append(" AND t.slot = ?");
      arguments.add(filter.slot());
    }
    PlanId plan = filter.plan();
    if (plan != null) {
      select.append(" AND t.plan = ?");
      arguments.add(plan.value());
    }
    select.append(" ORDER BY t.n DESC LIMIT ? OFFSET ?");
    arguments.add(filter.limit());
    arguments.add(filter.offset());
    return sql.list(select.toString(), Rows::task, arguments.toArray());
  }

  private static String places(int count) {
    return String.join(", ", Collections.nCopies(count, "?"));
  }

  /** Every state is in it, also with 0. */
  Map<TaskState, Long> counts(PoolId pool) {
    Map<TaskState, Long> counts = new EnumMap<>(TaskState.class);
    for (TaskState state : TaskState.values()) {
      counts.put(state, 0L);
    }
    sql.list(
        "SELECT state, tasks FROM task_count WHERE pool = ?",
        row -> counts.put(TaskState.ofWireName(row.getString("state")), row.getLong("tasks")),
        pool.value());
    return counts;
  }

  List<TaskId> dependencies(TaskId task) {
    return sql.list(
        "SELECT on_task FROM dependency WHERE task = ? ORDER BY position",
        row -> new TaskId(row.getString("on_task")),
        task.value());
  }

  List<AttemptRecord> attempts(TaskId task) {
    return sql.list(Rows.SELECT_ATTEMPT + " WHERE task = ? ORDER BY fence", Rows::attempt, task.value());
  }

  List<AttemptRecord> openAttempts(String node) {
    return sql.list(
        Rows.SELECT_ATTEMPT + " WHERE settled = 0 AND node = ? ORDER BY started_at, task", Rows::attempt, node);
  }

  List<Account> accounts(PoolId pool, Instant now) {
    String today = AccountKey.day(pool.value(), LocalDate.ofInstant(now, ZoneOffset.UTC).toString()).value();
    List<Account> accounts = new ArrayList<>();
    accounts.addAll(account(AccountKey.pool(pool.value()).value()));
    accounts.addAll(account(today));
    if (accounts.size() == 1) {
      sql.first("SELECT * FROM pool WHERE id = ?", Rows::pool, pool.value())
          .ifPresent(record -> accounts.add(Account.empty(new AccountKey(today), record.caps().day())));
    }
    accounts.addAll(
        sql.list("SELECT * FROM account WHERE pool = ? AND key LIKE 'plan:%' ORDER BY key", Rows::account, pool.value()));
    return accounts;
  }

  private List<Account> account(String key) {
    return sql.list("SELECT * FROM account WHERE key = ?", Rows::account, key);
  }

  List<JournalEntry> journal(long after, int limit) {
    return sql.list("SELECT * FROM journal WHERE seq > ? ORDER BY seq LIMIT ?", Rows::entry, after, limit);
  }
}
