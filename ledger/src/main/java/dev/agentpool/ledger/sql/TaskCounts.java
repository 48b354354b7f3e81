package dev.agentpool.ledger.sql;

import dev.agentpool.task.TaskRecord;
import dev.agentpool.task.TaskState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How many tasks there are in each state, of a pool, of those in it that an agent does, of its
 * slots and of its tags: what a move changes of it is gathered and written by {@link #write}. Tasks
 * that only finish a workspace are not counted: nobody asked for them.
 */
final class TaskCounts {
  private record Key(Facet facet, String value, String pool, TaskState state) {}

  private final Map<Key, Long> changes = new HashMap<>();

  /** By what tasks are counted. */
  enum Facet {
    ALL("all"),
    AGENT("agent"),
    SLOT("slot"),
    TAG("tag");

    private final String written;

    Facet(String written) {
      this.written = written;
    }

    String written() {
      return written;
    }
  }

  void came(TaskRecord task) {
    change(task, 1, true);
  }

  void changed(TaskRecord was, TaskRecord task) {
    boolean moved = was.state() != task.state();
    change(was, -1, moved);
    change(task, 1, moved);
  }

  /** A slot changes also where the state does not. */
  private void change(TaskRecord task, long by, boolean moved) {
    if (!task.spec().part().askedFor()) {
      return;
    }
    if (task.slot() != null) {
      add(Facet.SLOT, task.slot(), task, by);
    }
    if (moved) {
      add(Facet.ALL, "", task, by);
      if (task.spec().part().byAgent()) {
        add(Facet.AGENT, "", task, by);
      }
      for (String tag : Set.copyOf(task.spec().tags())) {
        add(Facet.TAG, tag, task, by);
      }
    }
  }

  private void add(Facet facet, String value, TaskRecord task, long by) {
    Key key = new Key(facet, Columns.storable(value), task.pool().value(), task.state());
    changes.merge(key, by, Long::sum);
  }

  /** What is gathered of the tasks of a pool that are not terminal. */
  long openChange(String pool) {
    long open = 0;
    for (Map.Entry<Key, Long> change : changes.entrySet()) {
      Key key = change.getKey();
      if (key.facet() == Facet.ALL && key.pool().equals(pool) && !key.state().terminal()) {
        open += change.getValue();
      }
    }
    return open;
  }

  /** With what a later move of the same transaction changed. */
  void add(TaskCounts later) {
    later.changes.forEach((key, by) -> changes.merge(key, by, Long::sum));
  }

  void write(Statements sql) {
    List<@Nullable Object[]> rows = new ArrayList<>();
    changes.forEach((key, by) -> {
      if (by != 0) {
        rows.add(
            new @Nullable Object[] {
              key.facet().written(), key.value(), key.pool(), key.state().wireName(), by
            });
      }
    });
    if (!rows.isEmpty()) {
      sql.updateAll(
          "INSERT INTO task_tally (facet, value, pool, state, tasks) VALUES (?, ?, ?, ?, ?) ON"
              + " CONFLICT (facet, value, pool, state) DO UPDATE SET tasks = task_tally.tasks +"
              + " excluded.tasks",
          rows);
    }
  }
}
