package dev.agentpool.ledger.sql;

import dev.agentpool.ledger.books.TaskMoney;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The sums over agents' tasks that {@link KeptFigures} reads: what each task that a move touches
 * counted for before, and counts for after it, is compared and written by {@link #finish}. So they
 * are what adding up all tasks would give, whatever a move did.
 */
final class TaskFigures {
  private static final String NO_TASK = "no task ";
  private final Statements sql;
  private final Map<TaskId, Share> before = new HashMap<>();
  private final Map<TaskId, Share> now = new HashMap<>();

  TaskFigures(Statements sql) {
    this.sql = sql;
  }

  /**
   * What one task counts for.
   *
   * @param used empty when no model was reported
   * @param configured empty when none was
   */
  record Share(
      String pool,
      boolean agent,
      TaskState state,
      String used,
      String configured,
      TaskMoney money,
      long elapsed,
      long turns) {
    private Group group() {
      return new Group(pool, state, used, configured);
    }

    /** Whether its time counts; as {@code Figures.Group.isDone}. */
    private boolean isTimed() {
      return elapsed > 0 && (state == TaskState.COMPLETED || state == TaskState.PENDING_REVIEW);
    }

    Share withMoney(TaskMoney changed) {
      return new Share(pool, agent, state, used, configured, changed, elapsed, turns);
    }
  }

  private record Group(String pool, TaskState state, String used, String configured) {}

  private record Time(String pool, int level, long bucket, String used, String configured) {}

  /** As it is in this move. */
  Share of(TaskId task) {
    Share known = now.get(task);
    if (known != null) {
      return known;
    }
    Share read =
        sql.first(
                "SELECT pool, role, state, used, configured, booked, held, certain, unsure,"
                    + " elapsed, turns FROM task WHERE id = ?",
                row ->
                    new Share(
                        row.getString("pool"),
                        row.getString("role").equals("agent"),
                        TaskState.ofWireName(row.getString("state")),
                        orEmpty(row.getString("used")),
                        orEmpty(row.getString("configured")),
                        Rows.money(row),
                        row.getLong("elapsed"),
                        row.getLong("turns")),
                task.value())
            .orElseThrow(() -> new IllegalStateException(NO_TASK + task));
    before.put(task, read);
    now.put(task, read);
    return read;
  }

  static String orEmpty(@Nullable String model) {
    return model == null ? "" : model;
  }

  void came(TaskId task, Share share) {
    now.put(task, share);
  }

  /** After {@link #of}. */
  void becomes(TaskId task, Share share) {
    now.put(task, share);
  }

  void finish() {
    Map<Group, long[]> sums = new HashMap<>();
    Map<Time, Long> times = new HashMap<>();
    now.forEach((task, share) -> {
      Share was = before.get(task);
      if (share.agent() && !share.equals(was)) {
        count(share, 1, sums, times);
        if (was != null) {
          count(was, -1, sums, times);
        }
      }
    });
    writeSums(sums);
    writeTimes(times);
  }

  private static void count(Share share, int by, Map<Group, long[]> sums, Map<Time, Long> times) {
    TaskMoney money = share.money();
    long[] one = {
      1,
      money.booked().micros(),
      money.held().micros(),
      money.certain().micros(),
      money.unsure(),
      share.elapsed() > 0 ? 1 : 0,
      share.elapsed(),
      share.turns()
    };
    long[] sum = sums.computeIfAbsent(share.group(), _ -> new long[one.length]);
    for (int i = 0; i < one.length; i++) {
      sum[i] += by * one[i];
    }
    if (share.isTimed()) {
      for (int level = 0; level < TimeLevels.COUNT; level++) {
        long bucket = TimeLevels.bucket(share.elapsed(), level);
        times.merge(
            new Time(share.pool(), level, bucket, share.used(), share.configured()),
            (long) by,
            Long::sum);
      }
    }
  }

  private void writeSums(Map<Group, long[]> sums) {
    List<@Nullable Object[]> rows = new ArrayList<>();
    sums.forEach((group, sum) -> {
      @Nullable Object[] row = new @Nullable Object[4 + sum.length];
      row[0] = group.pool();
      row[1] = group.state().wireName();
      row[2] = group.used();
      row[3] = group.configured();
      boolean changes = false;
      for (int i = 0; i < sum.length; i++) {
        row[4 + i] = sum[i];
        changes |= sum[i] != 0;
      }
      if (changes) {
        rows.add(row);
      }
    });
    if (!rows.isEmpty()) {
      sql.updateAll(
          "INSERT INTO figure (pool, state, used, configured, tasks, booked, held, certain, unsure,"
              + " timed, millis, turns) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT"
              + " (pool, state, used, configured) DO UPDATE SET tasks = figure.tasks +"
              + " excluded.tasks, booked = figure.booked + excluded.booked, held = figure.held +"
              + " excluded.held, certain = figure.certain + excluded.certain, unsure ="
              + " figure.unsure + excluded.unsure, timed = figure.timed + excluded.timed, millis ="
              + " figure.millis + excluded.millis, turns = figure.turns + excluded.turns",
          rows);
    }
  }

  private void writeTimes(Map<Time, Long> times) {
    List<@Nullable Object[]> rows = new ArrayList<>();
    times.forEach((time, by) -> {
      if (by != 0) {
        rows.add(
            new @Nullable Object[] {
              time.pool(), time.level(), time.bucket(), time.used(), time.configured(), by
            });
      }
    });
    if (!rows.isEmpty()) {
      sql.updateAll(
          "INSERT INTO figure_time (pool, level, bucket, used, configured, tasks) VALUES (?, ?, ?,"
              + " ?, ?, ?) ON CONFLICT (pool, level, bucket, used, configured) DO UPDATE SET tasks"
              + " = figure_time.tasks + excluded.tasks",
          rows);
    }
  }
}
