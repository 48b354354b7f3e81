package dev.agentpool.ledger.sql;

import dev.agentpool.ledger.InQueue;
import dev.agentpool.ledger.TaskReadings;
import dev.agentpool.ledger.UnseenFilter;
import dev.agentpool.pool.PoolId;
import dev.agentpool.task.PlanId;
import dev.agentpool.task.TaskFilter;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskIdPrefix;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.task.TaskState;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Readings of tasks in SQL. */
final class SqlTaskReadings implements TaskReadings {
  private static final int MOST_PARTS = 100;

  private final Statements sql;

  SqlTaskReadings(Statements sql) {
    this.sql = sql;
  }

  @Override
  public Optional<TaskRecord> task(TaskId id) {
    return sql.first(Rows.SELECT_TASK + " WHERE t.id = ?", Rows::task, id.value());
  }

  @Override
  public Map<TaskId, TaskState> states(List<TaskId> tasks) {
    Map<TaskId, TaskState> states = new HashMap<>();
    for (List<TaskId> some : Statements.portions(tasks)) {
      sql.list(
          "SELECT id, state FROM task WHERE id IN (" + Statements.places(some.size()) + ")",
          row ->
              states.put(
                  new TaskId(row.getString("id")), TaskState.ofWireName(row.getString("state"))),
          some.stream().map(TaskId::value).toArray());
    }
    return states;
  }

  @Override
  public Map<TaskId, TaskRecord> tasks(Set<TaskId> ids) {
    Map<TaskId, TaskRecord> found = new HashMap<>();
    for (List<TaskId> some : Statements.portions(List.copyOf(ids))) {
      sql.list(
              Rows.SELECT_TASK + " WHERE t.id IN (" + Statements.places(some.size()) + ")",
              Rows::task,
              some.stream().map(TaskId::value).toArray())
          .forEach(task -> found.put(task.id(), task));
    }
    return found;
  }

  @Override
  public Map<TaskId, InQueue> queued(Set<TaskId> ids) {
    Map<TaskId, InQueue> queued = new HashMap<>();
    for (List<TaskId> some : Statements.portions(List.copyOf(ids))) {
      sql.list(
          "SELECT id, place, passed_over_since, booked, held FROM task WHERE state = 'pending' AND"
              + " id IN ("
              + Statements.places(some.size())
              + ")",
          row -> queued.put(new TaskId(row.getString("id")), SqlQueue.standing(row)),
          some.stream().map(TaskId::value).toArray());
    }
    return queued;
  }

  @Override
  public List<TaskRecord> unseen(UnseenFilter filter) {
    List<@Nullable Object> arguments = new ArrayList<>();
    String where = where(filter, arguments);
    arguments.add(filter.limit());
    return sql.list(
        Rows.SELECT_TASK
            + " WHERE t.n IN (SELECT n FROM unseen"
            + where
            + " ORDER BY n DESC LIMIT ?) ORDER BY t.n DESC",
        Rows::task,
        arguments.toArray());
  }

  @Override
  public boolean isUnseen(TaskId task) {
    return sql.first(
            "SELECT u.n FROM unseen u JOIN task t ON t.n = u.n WHERE t.id = ?",
            row -> row.getLong("n"),
            task.value())
        .isPresent();
  }

  @Override
  public long count(UnseenFilter filter) {
    List<@Nullable Object> arguments = new ArrayList<>();
    return sql.first(
            "SELECT COUNT(*) AS tasks FROM unseen" + where(filter, arguments),
            row -> row.getLong("tasks"),
            arguments.toArray())
        .orElse(0L);
  }

  private static String where(UnseenFilter filter, List<@Nullable Object> arguments) {
    arguments.add(filter.state().wireName());
    if (filter.pool() == null) {
      return " WHERE state = ?";
    }
    arguments.add(filter.pool().value());
    return " WHERE state = ? AND pool = ?";
  }

  @Override
  public List<TaskRecord> startedBy(TaskId task) {
    return sql.list(
        Rows.SELECT_TASK + " WHERE t.started_by = ? AND t.role <> 'close' ORDER BY t.n",
        Rows::task,
        task.value());
  }

  /**
   * By the ids' own index: in every order that a database may have, no hexadecimal digit comes
   * after a {@code g}.
   */
  @Override
  public List<TaskRecord> tasks(TaskIdPrefix prefix, int most) {
    List<TaskRecord> found = new ArrayList<>();
    for (String start : prefix.whole()) {
      found.addAll(
          sql.list(
              Rows.SELECT_TASK + " WHERE t.id >= ? AND t.id < ? ORDER BY t.id LIMIT ?",
              Rows::task,
              start,
              start + "g",
              most));
    }
    return found.stream()
        .sorted(Comparator.comparing(task -> task.id().value()))
        .limit(most)
        .toList();
  }

  /** Newest first: by the number under which they were admitted, so the order never changes. */
  @Override
  public List<TaskRecord> tasks(TaskFilter filter) {
    List<@Nullable Object> arguments = new ArrayList<>();
    StringBuilder select = new StringBuilder(Rows.SELECT_TASK);
    if (filter.pool() == null || filter.tags().size() > MOST_PARTS) {
      select.append(" WHERE ").append(condition(filter, filter.states(), null, arguments));
    } else {
      select.append(" WHERE t.n IN (").append(newest(filter, arguments)).append(')');
    }
    arguments.add(filter.limit());
    arguments.add(filter.offset());
    return sql.list(
        select.append(" ORDER BY t.n DESC LIMIT ? OFFSET ?").toString(),
        Rows::task,
        arguments.toArray());
  }

  /**
   * The numbers of no more tasks than the page needs: each state, or each tag, by itself is read
   * from the end of its index; together the planner would walk the whole pool and sort it.
   */
  private String newest(TaskFilter filter, List<@Nullable Object> arguments) {
    List<String> parts = new ArrayList<>();
    if (!filter.tags().isEmpty() && !statesAreFewer(filter)) {
      for (String tag : Set.copyOf(filter.tags())) {
        String condition = condition(filter, filter.states(), tag, arguments);
        parts.add(part("g.n", "task_tag g CROSS JOIN task t", condition, parts.size()));
        arguments.add((long) filter.offset() + filter.limit());
      }
    } else {
      for (Set<TaskState> states : eachOf(filter.states())) {
        String condition = condition(filter, states, null, arguments);
        parts.add(part("t.n", "task t", condition, parts.size()));
        arguments.add((long) filter.offset() + filter.limit());
      }
    }
    return String.join(" UNION ALL ", parts);
  }

  private static String part(String number, String from, String condition, int at) {
    return "SELECT n FROM (SELECT "
        + number
        + " AS n FROM "
        + from
        + " WHERE "
        + condition
        + " ORDER BY "
        + number
        + " DESC LIMIT ?) AS part_"
        + at;
  }

  private static List<Set<TaskState>> eachOf(Set<TaskState> states) {
    return states.isEmpty() ? List.of(states) : states.stream().map(Set::of).toList();
  }

  /** There is no index of tags with states: the smaller of the two is gone through. */
  private boolean statesAreFewer(TaskFilter filter) {
    if (filter.states().isEmpty()) {
      return false;
    }
    long tagged = 0;
    for (String tag : Set.copyOf(filter.tags())) {
      tagged += count(new TaskFilter(filter.pool(), Set.of(), List.of(tag), null, null, 1, 0));
    }
    return count(new TaskFilter(filter.pool(), filter.states(), List.of(), null, null, 1, 0))
        < tagged;
  }

  /**
   * What a filter asks of a task, these states and this tag; adds its arguments.
   *
   * @param tag null where all tags of the filter count
   */
  private static String condition(
      TaskFilter filter,
      Set<TaskState> states,
      @Nullable String tag,
      List<@Nullable Object> arguments) {
    StringBuilder where = new StringBuilder("t.role <> 'close'");
    PoolId pool = filter.pool();
    if (tag != null) {
      where.append(" AND t.n = g.n AND g.tag = ?");
      arguments.add(Columns.storable(tag));
    } else if (!filter.tags().isEmpty()) {
      where
          .append(" AND EXISTS (SELECT 1 FROM task_tag g WHERE g.n = t.n AND g.pool = t.pool AND")
          .append(" g.tag IN (")
          .append(Statements.places(filter.tags().size()))
          .append(')');
      filter.tags().forEach(any -> arguments.add(Columns.storable(any)));
      where.append(')');
    }
    if (pool != null) {
      where.append(tag == null ? " AND t.pool = ?" : " AND g.pool = ?");
      arguments.add(pool.value());
    }
    if (!states.isEmpty()) {
      where.append(
          states.size() == 1
              ? " AND t.state = ?"
              : " AND t.state IN (" + Statements.places(states.size()) + ")");
      states.forEach(state -> arguments.add(state.wireName()));
    }
    if (filter.slot() != null) {
      where.append(" AND t.slot = ?");
      arguments.add(Columns.storable(filter.slot()));
    }
    PlanId plan = filter.plan();
    if (plan != null) {
      where.append(" AND t.plan = ?");
      arguments.add(plan.value());
    }
    return where.toString();
  }

  @Override
  public long count(TaskFilter filter) {
    List<@Nullable Object> arguments = new ArrayList<>();
    boolean tallied = filter.plan() == null && facets(filter) <= 1;
    String counted = tallied ? tally(filter, arguments) : walked(filter, arguments);
    return sql.first(counted, row -> row.getLong("tasks"), arguments.toArray()).orElse(0L);
  }

  private static int facets(TaskFilter filter) {
    return Set.copyOf(filter.tags()).size() + (filter.slot() == null ? 0 : 1);
  }

  /** Of a whole pool, one slot or one tag the numbers are kept. */
  private static String tally(TaskFilter filter, List<@Nullable Object> arguments) {
    StringBuilder select =
        new StringBuilder(
            "SELECT SUM(tasks) AS tasks FROM task_tally WHERE facet = ? AND value = ?");
    if (!filter.tags().isEmpty()) {
      arguments.add(TaskCounts.Facet.TAG.written());
      arguments.add(Columns.storable(filter.tags().getFirst()));
    } else if (filter.slot() != null) {
      arguments.add(TaskCounts.Facet.SLOT.written());
      arguments.add(Columns.storable(filter.slot()));
    } else {
      arguments.add(TaskCounts.Facet.ALL.written());
      arguments.add("");
    }
    if (filter.pool() != null) {
      select.append(" AND pool = ?");
      arguments.add(filter.pool().value());
    }
    if (!filter.states().isEmpty()) {
      select
          .append(" AND state IN (")
          .append(Statements.places(filter.states().size()))
          .append(')');
      filter.states().forEach(state -> arguments.add(state.wireName()));
    }
    return select.toString();
  }

  /** Of a plan, or of what several tags and slots have in common, the tasks are counted. */
  private static String walked(TaskFilter filter, List<@Nullable Object> arguments) {
    return "SELECT COUNT(*) AS tasks FROM task t WHERE "
        + condition(filter, filter.states(), null, arguments);
  }
}
