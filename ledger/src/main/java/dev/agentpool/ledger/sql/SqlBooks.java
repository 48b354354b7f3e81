package dev.agentpool.ledger.sql;

import dev.agentpool.budget.Account;
import dev.agentpool.budget.AccountKey;
import dev.agentpool.budget.Cost;
import dev.agentpool.budget.Money;
import dev.agentpool.journal.JournalKind;
import dev.agentpool.ledger.AttemptRecord;
import dev.agentpool.ledger.Note;
import dev.agentpool.ledger.codec.ResultCodec;
import dev.agentpool.ledger.codec.SpecCodec;
import dev.agentpool.ledger.moves.Admitted;
import dev.agentpool.ledger.moves.Books;
import dev.agentpool.ledger.moves.Candidate;
import dev.agentpool.ledger.moves.Place;
import dev.agentpool.ledger.moves.TaskMoney;
import dev.agentpool.pool.PoolId;
import dev.agentpool.pool.PoolRecord;
import dev.agentpool.settings.SettingKeys;
import dev.agentpool.task.AttemptKey;
import dev.agentpool.task.PlanId;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.task.TaskResult;
import dev.agentpool.task.TaskSpec;
import dev.agentpool.task.TaskState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The books in SQL that SQLite and PostgreSQL both understand. Journal entries and counts are
 * gathered and written by {@link #finish}, which the store calls before it commits.
 */
public final class SqlBooks implements Books {
  private static final int LONGEST_MODEL = 200;
  private final Statements sql;
  private final Instant now;
  private final Head before;
  private final List<@Nullable Object[]> entries = new ArrayList<>();
  private final Map<PoolId, Map<TaskState, Long>> countChanges = new HashMap<>();
  private long tasks;

  /**
   * @param head as read, and locked, in this transaction
   */
  public SqlBooks(Statements sql, Head head, Instant now) {
    this.sql = sql;
    this.now = now;
    before = head;
    tasks = head.tasks();
  }

  /** Writes what was gathered; returns the sequence number of the last entry. */
  public long finish() {
    for (Map.Entry<PoolId, Map<TaskState, Long>> ofPool : countChanges.entrySet()) {
      for (Map.Entry<TaskState, Long> change : ofPool.getValue().entrySet()) {
        if (change.getValue() != 0) {
          sql.update(
              "INSERT INTO task_count (pool, state, tasks) VALUES (?, ?, ?) ON CONFLICT (pool,"
                  + " state) DO UPDATE SET tasks = task_count.tasks + excluded.tasks",
              ofPool.getKey().value(),
              change.getKey().wireName(),
              change.getValue());
        }
      }
    }
    if (entries.isEmpty()) {
      return before.sequence();
    }
    sql.updateAll(
        "INSERT INTO journal (seq, at, pool, kind, task, fence, from_state, to_state, detail)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        entries);
    long last = before.sequence() + entries.size();
    sql.update(
        "UPDATE head SET seq = ?, at = ?, task = ? WHERE one = 1",
        last,
        Columns.micros(now),
        tasks);
    return last;
  }

  @Override
  public Instant now() {
    return now;
  }

  @Override
  public Optional<PoolRecord> pool(PoolId pool) {
    return sql.first("SELECT * FROM pool WHERE id = ?", Rows::pool, pool.value());
  }

  @Override
  public void putPool(PoolRecord pool) {
    sql.update(
        "INSERT INTO pool (id, name, directory, cap_pool, cap_day, cap_task) VALUES (?, ?, ?, ?, ?,"
            + " ?) ON CONFLICT (id) DO UPDATE SET name = excluded.name, directory ="
            + " excluded.directory, cap_pool = excluded.cap_pool, cap_day = excluded.cap_day,"
            + " cap_task = excluded.cap_task",
        pool.id().value(),
        pool.name(),
        pool.directory(),
        Columns.microsOrNull(pool.caps().pool()),
        Columns.microsOrNull(pool.caps().day()),
        Columns.microsOrNull(pool.caps().task()));
  }

  @Override
  public long openTasks(PoolId pool) {
    long stored =
        sql.first(
                "SELECT sum(tasks) AS open FROM task_count WHERE pool = ?"
                    + " AND state NOT IN ('completed', 'failed', 'cancelled')",
                row -> row.getLong("open"),
                pool.value())
            .orElse(0L);
    long changed = 0;
    for (Map.Entry<TaskState, Long> change : countChanges.getOrDefault(pool, Map.of()).entrySet()) {
      changed += change.getKey().terminal() ? 0 : change.getValue();
    }
    return stored + changed;
  }

  private void count(TaskRecord task, TaskState state, long by) {
    if (task.spec().isClosing()) {
      return; // nobody asked for it
    }
    countChanges.computeIfAbsent(task.pool(), _ -> new HashMap<>()).merge(state, by, Long::sum);
  }

  @Override
  public Optional<TaskRecord> task(TaskId task) {
    return sql.first(Rows.SELECT_TASK + " WHERE t.id = ?", Rows::task, task.value());
  }

  @Override
  public void addTask(TaskRecord task, Place place) {
    long n = ++tasks;
    TaskSpec spec = task.spec();
    PlanId plan = task.plan();
    sql.update(
        "INSERT INTO task (n, id, pool, plan, state, place, rank, lane, pinned, provider, model,"
            + " cap, fence, attempts, rejections, created_at, started_at, reason, role, configured)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        n,
        task.id().value(),
        task.pool().value(),
        plan == null ? null : plan.value(),
        task.state().wireName(),
        written(place),
        spec.ordering().rank(task.createdAt().toEpochMilli()),
        Columns.storableOrNull(spec.ordering().lane()),
        Columns.storableOrNull(spec.ordering().slot()),
        Columns.storable(spec.settings().find(SettingKeys.PROVIDER).orElse("")),
        Columns.storable(spec.settings().find(SettingKeys.MODEL).orElse("")),
        Columns.microsOrNull(spec.cap()),
        task.fence(),
        task.attempts(),
        task.rejections(),
        Columns.micros(task.createdAt()),
        Columns.microsOrNull(task.startedAt()),
        Columns.storable(task.reason()),
        roleOf(spec),
        modelName(spec.settings().find(SettingKeys.MODEL).orElse(null)));
    sql.update(
        "INSERT INTO work (n, prompt, spec) VALUES (?, ?, ?)",
        n,
        spec.prompt(),
        SpecCodec.write(spec));
    for (String tag : Set.copyOf(spec.tags())) {
      sql.update("INSERT INTO task_tag (tag, n) VALUES (?, ?)", Columns.storable(tag), n);
    }
    count(task, task.state(), 1);
  }

  private static String roleOf(TaskSpec spec) {
    return spec.isParent() ? "parent" : spec.isClosing() ? "close" : "agent";
  }

  /** Short enough for an index, whatever a provider reports. */
  private static @Nullable String modelName(@Nullable String model) {
    return model == null || model.isEmpty()
        ? null
        : Columns.storable(model.substring(0, Math.min(model.length(), LONGEST_MODEL)));
  }

  private static @Nullable String configuredModel(TaskRecord task) {
    TaskResult result = task.result();
    return modelName(
        result == null || result.facts().configuredModel().isEmpty()
            ? task.spec().settings().find(SettingKeys.MODEL).orElse(null)
            : result.facts().configuredModel());
  }

  @Override
  public void putTask(TaskRecord was, TaskRecord task, Place place) {
    TaskResult result = task.result();
    sql.update(
        "UPDATE task SET state = ?, place = ?, fence = ?, attempts = ?, rejections = ?, not_before"
            + " = ?, started_at = ?, finished_at = ?, reason = ?, slot = ?, prompt = ?, result = ?,"
            + " outcome = ?, used = ?, configured = ?, elapsed = ?, turns = ?, passed_over_since ="
            + " NULL WHERE id = ?",
        task.state().wireName(),
        written(place),
        task.fence(),
        task.attempts(),
        task.rejections(),
        Columns.microsOrNull(task.notBefore()),
        Columns.microsOrNull(task.startedAt()),
        Columns.microsOrNull(task.finishedAt()),
        Columns.storable(task.reason()),
        Columns.storableOrNull(task.slot()),
        task.prompt().equals(task.spec().prompt()) ? null : Columns.storable(task.prompt()),
        result == null ? null : ResultCodec.write(result),
        result == null ? null : result.outcome().code().wireName(),
        modelName(result == null ? null : result.model()),
        configuredModel(task),
        result == null ? 0 : result.elapsed().toMillis(),
        result == null ? 0 : result.turns(),
        task.id().value());
    if (was.state() != task.state()) {
      count(task, was.state(), -1);
      count(task, task.state(), 1);
    }
  }

  @Override
  public void putPlace(TaskId task, Place place) {
    sql.update("UPDATE task SET place = ? WHERE id = ?", written(place), task.value());
  }

  private static String written(Place place) {
    return place.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public void addDependencies(TaskId task, List<TaskId> on, int awaited) {
    List<@Nullable Object[]> rows = new ArrayList<>(on.size());
    for (int i = 0; i < on.size(); i++) {
      rows.add(new @Nullable Object[] {task.value(), i, on.get(i).value()});
    }
    sql.updateAll("INSERT INTO dependency (task, position, on_task) VALUES (?, ?, ?)", rows);
    sql.update("UPDATE task SET awaited = ? WHERE id = ?", awaited, task.value());
  }

  @Override
  public List<TaskId> dependencies(TaskId task) {
    return sql.list(
        "SELECT on_task FROM dependency WHERE task = ? ORDER BY position",
        row -> new TaskId(row.getString("on_task")),
        task.value());
  }

  @Override
  public List<TaskId> dependents(TaskId on) {
    return sql.list(
        "SELECT d.task FROM dependency d JOIN task t ON t.id = d.task WHERE d.on_task = ? ORDER BY"
            + " t.n",
        row -> new TaskId(row.getString("task")),
        on.value());
  }

  @Override
  public int dependencyMet(TaskId task) {
    sql.update("UPDATE task SET awaited = awaited - 1 WHERE id = ?", task.value());
    return sql.first(
            "SELECT awaited FROM task WHERE id = ?", row -> row.getInt("awaited"), task.value())
        .orElseThrow();
  }

  @Override
  public boolean laneRuns(PoolId pool, String lane) {
    return sql.exists(
        "SELECT 1 FROM task WHERE pool = ? AND lane = ? AND lane IS NOT NULL AND state = 'running'"
            + " LIMIT 1",
        pool.value(),
        Columns.storable(lane));
  }

  @Override
  public Optional<LaneWaiter> laneOldest(PoolId pool, String lane) {
    return sql.first(
        "SELECT id, not_before FROM task WHERE pool = ? AND lane = ? AND lane IS NOT NULL AND state"
            + " = 'pending' ORDER BY n LIMIT 1",
        row ->
            new LaneWaiter(new TaskId(row.getString("id")), Columns.timeOrNull(row, "not_before")),
        pool.value(),
        Columns.storable(lane));
  }

  @Override
  public Optional<TaskId> laneSeated(PoolId pool, String lane) {
    return sql.first(
        "SELECT id FROM task WHERE pool = ? AND lane = ? AND lane IS NOT NULL AND place IN"
            + " ('ready', 'delayed') LIMIT 1",
        row -> new TaskId(row.getString("id")),
        pool.value(),
        Columns.storable(lane));
  }

  @Override
  public void promoteDue(PoolId pool) {
    sql.update(
        "UPDATE task SET place = 'ready' WHERE place = 'delayed' AND pool = ? AND not_before <= ?",
        pool.value(),
        Columns.micros(now));
  }

  @Override
  public List<Candidate> ready(
      PoolId pool,
      String slot,
      boolean pinnedOnly,
      Set<String> withoutProviders,
      Set<String> withoutPlans,
      Candidate.Cursor after,
      int limit) {
    StringBuilder select =
        new StringBuilder(
            "SELECT id, rank, n, plan, model, cap, booked, held, certain, unsure, passed_over_since"
                + " FROM task WHERE place = 'ready' AND pool = ? AND (rank, n) > (?, ?) AND "
                + (pinnedOnly ? "pinned = ?" : "(pinned IS NULL OR pinned = ?)"));
    List<@Nullable Object> arguments =
        new ArrayList<>(
            List.of(pool.value(), after.rank(), after.number(), Columns.storable(slot)));
    if (!withoutProviders.isEmpty()) {
      select.append(" AND provider NOT IN (").append(places(withoutProviders.size())).append(')');
      arguments.addAll(withoutProviders);
    }
    if (!withoutPlans.isEmpty()) {
      select
          .append(" AND (plan IS NULL OR plan NOT IN (")
          .append(places(withoutPlans.size()))
          .append("))");
      arguments.addAll(withoutPlans);
    }
    select.append(" ORDER BY rank, n LIMIT ?");
    arguments.add(limit);
    return sql.list(
        select.toString(),
        row -> {
          String plan = row.getString("plan");
          return new Candidate(
              new TaskId(row.getString("id")),
              new Candidate.Cursor(row.getLong("rank"), row.getLong("n")),
              plan == null ? null : new PlanId(plan),
              row.getString("model"),
              Columns.moneyOrNull(row, "cap"),
              Rows.money(row),
              Columns.timeOrNull(row, "passed_over_since"));
        },
        arguments.toArray());
  }

  private static String places(int count) {
    return String.join(", ", Collections.nCopies(count, "?"));
  }

  @Override
  public Optional<Instant> nextDue(PoolId pool) {
    return sql.first(
        "SELECT not_before FROM task WHERE place = 'delayed' AND pool = ? ORDER BY not_before LIMIT"
            + " 1",
        row -> Columns.time(row, "not_before"),
        pool.value());
  }

  @Override
  public void notePassedOver(TaskId task, Instant since) {
    sql.update(
        "UPDATE task SET passed_over_since = ? WHERE id = ?", Columns.micros(since), task.value());
  }

  @Override
  public Optional<Account> account(AccountKey key) {
    return sql.first("SELECT * FROM account WHERE key = ?", Rows::account, key.value());
  }

  @Override
  public void putAccount(PoolId pool, Account account) {
    sql.update(
        "INSERT INTO account (key, pool, cap, spent, unknown, seen, reserved) VALUES (?, ?, ?, ?,"
            + " ?, ?, ?) ON CONFLICT (key) DO UPDATE SET cap = excluded.cap, spent ="
            + " excluded.spent, unknown = excluded.unknown, seen = excluded.seen, reserved ="
            + " excluded.reserved",
        account.key().value(),
        pool.value(),
        Columns.microsOrNull(account.cap()),
        account.spent().micros(),
        account.unknown().micros(),
        account.seen().micros(),
        account.reserved().micros());
  }

  @Override
  public TaskMoney taskMoney(TaskId task) {
    return sql.first(
            "SELECT booked, held, certain, unsure FROM task WHERE id = ?",
            Rows::money,
            task.value())
        .orElseThrow();
  }

  @Override
  public void putTaskMoney(TaskId task, TaskMoney money) {
    sql.update(
        "UPDATE task SET booked = ?, held = ?, certain = ?, unsure = ? WHERE id = ?",
        money.booked().micros(),
        money.held().micros(),
        money.certain().micros(),
        money.unsure(),
        task.value());
  }

  @Override
  public Optional<Money> dearest(PoolId pool, String model, int among) {
    List<Money> last =
        sql.list(
            "SELECT cost_known FROM attempt WHERE pool = ? AND model = ? AND cost_known > 0 ORDER"
                + " BY ended_at DESC LIMIT ?",
            row -> Columns.money(row, "cost_known"),
            pool.value(),
            Columns.storable(model),
            among);
    return last.stream().reduce(Money::max);
  }

  @Override
  public Optional<AttemptRecord> attempt(AttemptKey key) {
    return sql.first(
        Rows.SELECT_ATTEMPT + " WHERE task = ? AND fence = ?",
        Rows::attempt,
        key.task().value(),
        key.fence());
  }

  @Override
  public void addAttempt(AttemptRecord attempt, String model) {
    sql.update(
        "INSERT INTO attempt (task, fence, pool, node, slot, model, started_at, lease_until,"
            + " reserved, settled, current, closing) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        attempt.key().task().value(),
        attempt.key().fence(),
        attempt.pool().value(),
        attempt.node(),
        attempt.slot(),
        Columns.storable(model),
        Columns.micros(attempt.startedAt()),
        Columns.micros(attempt.leaseUntil()),
        attempt.reserved().micros(),
        attempt.settled(),
        attempt.current(),
        attempt.key().task().isClosing());
  }

  @Override
  public void putAttempt(AttemptRecord attempt) {
    Long known = attempt.cost() instanceof Cost.Known cost ? cost.amount().micros() : null;
    Cost.Unknown unknown = attempt.cost() instanceof Cost.Unknown cost ? cost : null;
    sql.update(
        "UPDATE attempt SET lease_until = ?, reserved = ?, settled = ?, current = ?, session_folder"
            + " = ?, provider_session = ?, cost_known = ?, cost_unknown = ?, cost_seen = ?, outcome"
            + " = ?, ended_well = ?, ended_at = ? WHERE task = ? AND fence = ?",
        Columns.micros(attempt.leaseUntil()),
        attempt.reserved().micros(),
        attempt.settled(),
        attempt.current(),
        Columns.storableOrNull(attempt.sessionFolder()),
        Columns.storableOrNull(attempt.providerSession()),
        known,
        unknown == null ? null : unknown.atMost().orElse(unknown.atLeast()).micros(),
        unknown == null ? null : unknown.atLeast().micros(),
        attempt.outcome() == null ? null : ResultCodec.write(attempt.outcome()),
        attempt.outcome() != null && attempt.outcome().success(),
        Columns.microsOrNull(attempt.endedAt()),
        attempt.key().task().value(),
        attempt.key().fence());
  }

  @Override
  public List<AttemptRecord> lapsed(Instant until) {
    return open(1, until);
  }

  @Override
  public List<AttemptRecord> forgotten(Instant until) {
    return open(0, until);
  }

  private List<AttemptRecord> open(int current, Instant until) {
    return sql.list(
        Rows.SELECT_ATTEMPT
            + " WHERE settled = 0 AND current = ? AND lease_until < ? ORDER BY lease_until, task,"
            + " fence",
        Rows::attempt,
        current,
        Columns.micros(until));
  }

  @Override
  public Optional<Admitted> admitted(PoolId pool, String idempotencyKey) {
    return sql.first(
        "SELECT fingerprint, tasks FROM admitted WHERE pool = ? AND key = ?",
        row ->
            new Admitted(row.getString("fingerprint"), ResultCodec.readIds(row.getString("tasks"))),
        pool.value(),
        Columns.storable(idempotencyKey));
  }

  @Override
  public void putAdmitted(PoolId pool, String idempotencyKey, Admitted admitted) {
    sql.update(
        "INSERT INTO admitted (pool, key, fingerprint, tasks) VALUES (?, ?, ?, ?)",
        pool.value(),
        Columns.storable(idempotencyKey),
        admitted.fingerprint(),
        ResultCodec.write(admitted.tasks()));
  }

  @Override
  public Optional<Note> note(PoolId pool, String space, String key) {
    return Rows.note(sql, pool, space, key);
  }

  @Override
  public List<Note> notes(PoolId pool, String space) {
    return Rows.notes(sql, pool, space);
  }

  @Override
  public void putNote(PoolId pool, Note note) {
    sql.update(
        "INSERT INTO note (pool, space, key, value, at) VALUES (?, ?, ?, ?, ?) ON CONFLICT (pool,"
            + " space, key) DO UPDATE SET value = excluded.value, at = excluded.at",
        pool.value(),
        note.space(),
        Columns.storable(note.key()),
        Columns.storable(note.value()),
        Columns.micros(note.at()));
  }

  @Override
  public void removeNote(PoolId pool, String space, String key) {
    sql.update(
        "DELETE FROM note WHERE pool = ? AND space = ? AND key = ?",
        pool.value(),
        space,
        Columns.storable(key));
  }

  @Override
  public void append(
      JournalKind kind,
      PoolId pool,
      @Nullable TaskId task,
      int fence,
      @Nullable TaskState from,
      @Nullable TaskState to,
      String detail) {
    entries.add(
        new @Nullable Object[] {
          before.sequence() + entries.size() + 1,
          Columns.micros(now),
          pool.value(),
          kind.wireName(),
          task == null ? null : task.value(),
          fence,
          from == null ? null : from.wireName(),
          to == null ? null : to.wireName(),
          Columns.storable(detail)
        });
  }
}
