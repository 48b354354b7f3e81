package dev.agentpool.ledger.sql;

import dev.agentpool.ledger.books.TaskMoney;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskState;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What each task that a move touches counted for before it, and counts for now: the difference goes
 * into {@link FigureSums}. So these are what adding up all tasks would give, whatever a move did.
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
    /** Whether its time counts; as {@code Figures.Group.isDone}. */
    boolean isTimed() {
      return elapsed > 0 && (state == TaskState.COMPLETED || state == TaskState.PENDING_REVIEW);
    }

    Share withMoney(TaskMoney changed) {
      return new Share(pool, agent, state, used, configured, changed, elapsed, turns);
    }
  }

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

  /** Adds what this move changed. */
  void addTo(FigureSums sums) {
    now.forEach((task, share) -> {
      Share was = before.get(task);
      if (share.agent() && !share.equals(was)) {
        sums.count(share, 1);
        if (was != null) {
          sums.count(was, -1);
        }
      }
    });
  }
}
