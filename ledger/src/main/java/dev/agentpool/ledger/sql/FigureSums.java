package dev.agentpool.ledger.sql;

import dev.agentpool.ledger.books.TaskMoney;
import dev.agentpool.task.TaskState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the moves of a transaction change of the sums over agents' tasks that {@link KeptFigures}
 * reads: gathered, and written once.
 */
final class FigureSums {
  private record Group(String pool, TaskState state, String used, String configured) {}

  private record Time(String pool, int level, long bucket, String used, String configured) {}

  private final Map<Group, long[]> sums = new HashMap<>();
  private final Map<Time, Long> times = new HashMap<>();

  /**
   * @param by 1 for a task that counts now, -1 for what it counted for before
   */
  void count(TaskFigures.Share share, int by) {
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
    Group group = new Group(share.pool(), share.state(), share.used(), share.configured());
    long[] sum = sums.computeIfAbsent(group, _ -> new long[one.length]);
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

  void write(Statements sql) {
    writeSums(sql);
    writeTimes(sql);
  }

  private void writeSums(Statements sql) {
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

  private void writeTimes(Statements sql) {
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
