package dev.agentpool.ledger.sql;

import dev.agentpool.budget.Account;
import dev.agentpool.budget.AccountKey;
import dev.agentpool.budget.Money;
import dev.agentpool.journal.JournalEntry;
import dev.agentpool.ledger.AttemptRecord;
import dev.agentpool.ledger.Note;
import dev.agentpool.ledger.SlotTotals;
import dev.agentpool.ledger.moves.TaskMoney;
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
import java.util.Set;
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
          row ->
              states.put(
                  new TaskId(row.getString("id")), TaskState.ofWireName(row.getString("state"))),
          some.stream().map(TaskId::value).toArray());
    }
    return states;
  }

  /** Newest first: by the number under which they were admitted, so the order never changes. */
  List<TaskRecord> tasks(TaskFilter filter) {
    List<@Nullable Object> arguments = new ArrayList<>();
    StringBuilder select = new StringBuilder(Rows.SELECT_TASK);
    if (filter.pool() != null && !filter.states().isEmpty()) {
      // Each state by itself reads no more of its index than the page needs; together the planner
      // would walk the whole pool.
      List<String> parts = new ArrayList<>();
      for (TaskState state : filter.states()) {
        parts.add(
            "SELECT n FROM (SELECT t.n FROM task t"
                + where(filter, Set.of(state), arguments)
                + " ORDER BY t.n DESC LIMIT ?) AS of_"
                + state.wireName());
        arguments.add((long) filter.offset() + filter.limit());
      }
      select.append(" WHERE t.n IN (").append(String.join(" UNION ALL ", parts)).append(')');
    } else {
      select.append(where(filter, filter.states(), arguments));
    }
    arguments.add(filter.limit());
    arguments.add(filter.offset());
    return sql.list(
        select.append(" ORDER BY t.n DESC LIMIT ? OFFSET ?").toString(),
        Rows::task,
        arguments.toArray());
  }

  /** The condition of a filter on these states; adds its arguments. */
  private static String where(
      TaskFilter filter, Set<TaskState> states, List<@Nullable Object> arguments) {
    StringBuilder where = new StringBuilder(" WHERE t.role <> 'close'");
    PoolId pool = filter.pool();
    if (pool != null) {
      where.append(" AND t.pool = ?");
      arguments.add(pool.value());
    }
    if (!states.isEmpty()) {
      where.append(
          states.size() == 1
              ? " AND t.state = ?"
              : " AND t.state IN (" + places(states.size()) + ")");
      states.forEach(state -> arguments.add(state.wireName()));
    }
    if (!filter.tags().isEmpty()) {
      where
          .append(" AND t.n IN (SELECT g.n FROM task_tag g WHERE g.tag IN (")
          .append(places(filter.tags().size()))
          .append("))");
      filter.tags().forEach(tag -> arguments.add(Columns.storable(tag)));
    }
    if (filter.slot() != null) {
      where.append(" AND t.slot = ?");
      arguments.add(filter.slot());
    }
    PlanId plan = filter.plan();
    if (plan != null) {
      where.append(" AND t.plan = ?");
      arguments.add(plan.value());
    }
    return where.toString();
  }

  static String places(int count) {
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

  long count(TaskFilter filter) {
    List<@Nullable Object> arguments = new ArrayList<>();
    String where = where(filter, filter.states(), arguments);
    return sql.first(
            "SELECT COUNT(*) AS tasks FROM task t" + where,
            row -> row.getLong("tasks"),
            arguments.toArray())
        .orElse(0L);
  }

  Map<TaskId, List<TaskId>> dependencies(List<TaskId> tasks) {
    Map<TaskId, List<TaskId>> all = new HashMap<>();
    for (List<TaskId> some : portions(tasks)) {
      sql.list(
          "SELECT task, on_task FROM dependency WHERE task IN ("
              + places(some.size())
              + ") ORDER BY task, position",
          row ->
              all.computeIfAbsent(new TaskId(row.getString("task")), _ -> new ArrayList<>())
                  .add(new TaskId(row.getString("on_task"))),
          some.stream().map(TaskId::value).toArray());
    }
    return all;
  }

  /** So many at a time as fit into one statement. */
  static <T> List<List<T>> portions(List<T> all) {
    List<List<T>> portions = new ArrayList<>();
    for (int from = 0; from < all.size(); from += IDS_A_QUERY) {
      portions.add(all.subList(from, Math.min(from + IDS_A_QUERY, all.size())));
    }
    return portions;
  }

  List<TaskRecord> parents(PoolId pool, int limit, int offset) {
    return sql.list(
        Rows.SELECT_TASK
            + " WHERE t.pool = ? AND t.role = 'parent' ORDER BY t.n DESC LIMIT ? OFFSET ?",
        Rows::task,
        pool.value(),
        limit,
        offset);
  }

  long parentCount(PoolId pool) {
    return sql.first(
            "SELECT COUNT(*) AS tasks FROM task WHERE pool = ? AND role = 'parent'",
            row -> row.getLong("tasks"),
            pool.value())
        .orElse(0L);
  }

  Map<TaskId, List<TaskRecord>> steps(List<TaskId> parents) {
    Map<TaskId, List<TaskRecord>> steps = new HashMap<>();
    for (List<TaskId> some : portions(parents)) {
      sql.list(
          "SELECT t.*, w.prompt AS first_prompt, w.spec AS spec, d.task AS parent FROM dependency d"
              + " JOIN task p ON p.id = d.task JOIN task t ON t.id = d.on_task JOIN work w ON w.n ="
              + " t.n WHERE p.role = 'parent' AND t.role <> 'close' AND d.task IN ("
              + places(some.size())
              + ") ORDER BY d.task, d.position",
          row ->
              steps
                  .computeIfAbsent(new TaskId(row.getString("parent")), _ -> new ArrayList<>())
                  .add(Rows.task(row)),
          some.stream().map(TaskId::value).toArray());
    }
    return steps;
  }

  List<TaskId> dependencies(TaskId task) {
    return sql.list(
        "SELECT on_task FROM dependency WHERE task = ? ORDER BY position",
        row -> new TaskId(row.getString("on_task")),
        task.value());
  }

  List<AttemptRecord> attempts(TaskId task) {
    return sql.list(
        Rows.SELECT_ATTEMPT + " WHERE task = ? ORDER BY fence", Rows::attempt, task.value());
  }

  List<AttemptRecord> openAttempts(String node) {
    return sql.list(
        Rows.SELECT_ATTEMPT + " WHERE settled = 0 AND node = ? ORDER BY started_at, task",
        Rows::attempt,
        node);
  }

  /** Reads the index of settled attempts and no attempt. */
  Map<String, SlotTotals> slotTotals(PoolId pool) {
    Map<String, SlotTotals> totals = new HashMap<>();
    sql.list(
        "SELECT slot, SUM(ended_well) AS completed, SUM(COALESCE(cost_known, cost_seen, 0)) AS"
            + " certain, SUM(COALESCE(cost_known, cost_unknown, 0)) AS booked, COUNT(cost_unknown)"
            + " AS unsure FROM attempt WHERE pool = ? AND settled = 1 AND closing = 0 GROUP BY"
            + " slot",
        row ->
            totals.put(
                row.getString("slot"),
                new SlotTotals(
                    row.getLong("completed"),
                    new TaskMoney(
                            Columns.money(row, "booked"),
                            Money.ZERO,
                            Columns.money(row, "certain"),
                            row.getLong("unsure"))
                        .cost())),
        pool.value());
    return totals;
  }

  Set<String> pinnedSlots(PoolId pool) {
    return Set.copyOf(
        sql.list(
            "SELECT DISTINCT pinned FROM task"
                + " WHERE pool = ? AND pinned IS NOT NULL AND place <> 'nowhere'",
            row -> row.getString("pinned"),
            pool.value()));
  }

  List<Account> ownAccounts(PoolId pool, Instant now) {
    Optional<PoolRecord> record =
        sql.first("SELECT * FROM pool WHERE id = ?", Rows::pool, pool.value());
    if (record.isEmpty()) {
      return List.of();
    }
    AccountKey own = AccountKey.pool(pool.value());
    AccountKey today =
        AccountKey.day(pool.value(), LocalDate.ofInstant(now, ZoneOffset.UTC).toString());
    return List.of(
        account(own).orElseGet(() -> Account.empty(own, record.get().caps().pool())),
        account(today).orElseGet(() -> Account.empty(today, record.get().caps().day())));
  }

  List<Account> accounts(PoolId pool, Instant now) {
    List<Account> accounts = new ArrayList<>(ownAccounts(pool, now));
    accounts.addAll(
        sql.list(
            "SELECT * FROM account WHERE pool = ? AND key LIKE 'plan:%' ORDER BY key",
            Rows::account, pool.value()));
    return accounts;
  }

  private Optional<Account> account(AccountKey key) {
    return sql.first("SELECT * FROM account WHERE key = ?", Rows::account, key.value());
  }

  List<JournalEntry> journal(long after, int limit) {
    return sql.list(
        "SELECT * FROM journal WHERE seq > ? ORDER BY seq LIMIT ?", Rows::entry, after, limit);
  }

  Optional<Note> note(PoolId pool, String space, String key) {
    return Rows.note(sql, pool, space, key);
  }

  List<Note> notes(PoolId pool, String space) {
    return Rows.notes(sql, pool, space);
  }
}
