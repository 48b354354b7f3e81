package dev.agentpool.ledger.sql;

import dev.agentpool.ledger.books.Place;
import dev.agentpool.ledger.books.TaskBook;
import dev.agentpool.ledger.books.TaskMoney;
import dev.agentpool.ledger.codec.ResultCodec;
import dev.agentpool.ledger.codec.SpecCodec;
import dev.agentpool.ledger.codec.TextsCodec;
import dev.agentpool.pool.PoolId;
import dev.agentpool.settings.SettingKeys;
import dev.agentpool.task.InsideOf;
import dev.agentpool.task.PlanId;
import dev.agentpool.task.PlanPart;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.task.TaskResult;
import dev.agentpool.task.TaskSpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The tasks in SQL. */
final class SqlTasks implements TaskBook {
  private static final int LONGEST_MODEL = 200;
  private static final String RESULT =
      " result = ?, outcome = ?, used = ?, configured = ?, elapsed = ?, turns = ?,";
  private final Statements sql;
  private final TaskCounts counts;
  private final TaskFigures figures;
  private long tasks;

  /**
   * @param tasks how many were ever admitted
   */
  SqlTasks(Statements sql, TaskCounts counts, TaskFigures figures, long tasks) {
    this.sql = sql;
    this.counts = counts;
    this.figures = figures;
    this.tasks = tasks;
  }

  /** How many were ever admitted, with those of this move. */
  long admitted() {
    return tasks;
  }

  @Override
  public Optional<TaskRecord> find(TaskId task) {
    return sql.first(Rows.SELECT_TASK + " WHERE t.id = ?", Rows::task, task.value());
  }

  @Override
  public void add(TaskRecord task, Place place) {
    long n = ++tasks;
    TaskSpec spec = task.spec();
    PlanId plan = task.plan();
    InsideOf insideOf = task.insideOf();
    sql.update(
        "INSERT INTO task (n, id, pool, plan, state, place, rank, lane, pinned, provider, model,"
            + " cap, fence, attempts, rejections, created_at, started_at, reason, role, configured,"
            + " started_by, asked_as, retry_of)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        n,
        task.id().value(),
        task.pool().value(),
        plan == null ? null : plan.value(),
        task.state().wireName(),
        SqlQueue.written(place),
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
        modelName(spec.settings().find(SettingKeys.MODEL).orElse(null)),
        insideOf == null ? null : insideOf.task().value(),
        insideOf == null ? null : insideOf.key(),
        task.retryOf() == null ? null : task.retryOf().value());
    sql.update(
        "INSERT INTO work (n, prompt, spec) VALUES (?, ?, ?)",
        n,
        spec.prompt().text(),
        SpecCodec.write(spec));
    for (String tag : Set.copyOf(spec.tags())) {
      sql.update(
          "INSERT INTO task_tag (tag, pool, n) VALUES (?, ?, ?)",
          Columns.storable(tag),
          task.pool().value(),
          n);
    }
    counts.came(task);
    figures.came(task.id(), share(task, TaskMoney.NONE));
  }

  @Override
  public void put(TaskRecord was, TaskRecord task, Place place) {
    TaskMoney money = figures.of(task.id()).money();
    List<@Nullable Object> arguments = new ArrayList<>();
    Collections.addAll(
        arguments,
        task.state().wireName(),
        SqlQueue.written(place),
        task.fence(),
        task.attempts(),
        task.rejections(),
        Columns.microsOrNull(task.notBefore()),
        Columns.microsOrNull(task.startedAt()),
        Columns.microsOrNull(task.finishedAt()),
        Columns.storable(task.reason()),
        Columns.storableOrNull(task.slot()),
        task.recovering(),
        task.feedback().isEmpty() ? null : TextsCodec.write(task.feedback()));
    boolean sameResult = Objects.equals(was.result(), task.result());
    if (!sameResult) {
      addResult(task, arguments);
    }
    arguments.add(task.id().value());
    sql.update(
        "UPDATE task SET state = ?, place = ?, fence = ?, attempts = ?, rejections = ?, not_before"
            + " = ?, started_at = ?, finished_at = ?, reason = ?, slot = ?, recovering = ?,"
            + " feedback = ?,"
            + (sameResult ? "" : RESULT)
            + " passed_over_since = NULL WHERE id = ?",
        arguments.toArray());
    if (task.isToBeSeen() && !was.isToBeSeen()) {
      sql.update(
          "INSERT INTO unseen (n, pool, state) SELECT n, pool, state FROM task WHERE id = ?",
          task.id().value());
    }
    counts.changed(was, task);
    figures.becomes(task.id(), share(task, money));
  }

  private static void addResult(TaskRecord task, List<@Nullable Object> arguments) {
    TaskResult result = task.result();
    Collections.addAll(
        arguments,
        result == null ? null : ResultCodec.write(result),
        result == null ? null : result.outcome().code().wireName(),
        modelName(result == null ? null : result.report().model()),
        configuredModel(task),
        result == null ? 0 : result.report().spent().elapsed().toMillis(),
        result == null ? 0 : result.report().spent().turns());
  }

  private static TaskFigures.Share share(TaskRecord task, TaskMoney money) {
    TaskResult result = task.result();
    TaskSpec spec = task.spec();
    return new TaskFigures.Share(
        task.pool().value(),
        spec.part().byAgent(),
        task.state(),
        TaskFigures.orEmpty(modelName(result == null ? null : result.report().model())),
        TaskFigures.orEmpty(configuredModel(task)),
        money,
        result == null ? 0 : result.report().spent().elapsed().toMillis(),
        result == null ? 0 : result.report().spent().turns());
  }

  private static String roleOf(TaskSpec spec) {
    return switch (spec.part()) {
      case PlanPart.Alone(), PlanPart.Step _ -> "agent";
      case PlanPart.Close _ -> "close";
      case PlanPart.Parent _ -> "parent";
    };
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
        result == null || result.verdict().configuredModel().isEmpty()
            ? task.spec().settings().find(SettingKeys.MODEL).orElse(null)
            : result.verdict().configuredModel());
  }

  @Override
  public boolean seen(TaskId task) {
    return sql.update(
            "DELETE FROM unseen WHERE n = (SELECT n FROM task WHERE id = ?)", task.value())
        > 0;
  }

  @Override
  public int seen(PoolId pool) {
    return sql.update("DELETE FROM unseen WHERE pool = ?", pool.value());
  }

  @Override
  public TaskMoney money(TaskId task) {
    return figures.of(task).money();
  }

  @Override
  public void putMoney(TaskId task, TaskMoney money) {
    figures.becomes(task, figures.of(task).withMoney(money));
    sql.update(
        "UPDATE task SET booked = ?, held = ?, certain = ?, unsure = ? WHERE id = ?",
        money.booked().micros(),
        money.held().micros(),
        money.certain().micros(),
        money.unsure(),
        task.value());
  }
}
