package dev.agentpool.ledger.memory;

import dev.agentpool.task.TaskRecord;
import dev.agentpool.task.TaskState;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** One pool's tasks in the orders in which moves ask for them. */
final class Queue {
  final TreeSet<Row> ready = new TreeSet<>(Comparator.comparing(row -> row.at));
  final TreeSet<Row> delayed =
      new TreeSet<>(Comparator.<Row, Instant>comparing(Queue::due).thenComparing(row -> row.at));
  final TreeSet<Row> unpaid = new TreeSet<>(Comparator.comparing(row -> row.at));
  final Map<TaskState, Long> counts = new EnumMap<>(TaskState.class);
  final Map<TaskState, Long> agents = new EnumMap<>(TaskState.class); // those without parents
  private final Map<String, Lane> lanes = new HashMap<>();

  static final class Lane {
    final TreeSet<Row> pending = new TreeSet<>(Comparator.comparingLong(row -> row.at.number()));
    int running;
  }

  private static Instant due(Row row) {
    return Objects.requireNonNull(row.task.notBefore(), "a delayed task has a time");
  }

  Lane lane(String name) {
    return lanes.computeIfAbsent(name, _ -> new Lane());
  }

  /** Takes the row out of every order before it changes. */
  void remove(Row row) {
    count(row.task, -1);
    unplace(row);
    @Nullable String lane = row.task.spec().ordering().lane();
    if (lane != null) {
      Lane of = lane(lane);
      of.pending.remove(row);
      of.running -= row.task.state() == TaskState.RUNNING ? 1 : 0;
    }
  }

  /** Puts the row where it now belongs. */
  void add(Row row) {
    count(row.task, 1);
    place(row);
    @Nullable String lane = row.task.spec().ordering().lane();
    if (lane != null && row.task.state() == TaskState.PENDING) {
      lane(lane).pending.add(row);
    } else if (lane != null && row.task.state() == TaskState.RUNNING) {
      lane(lane).running++;
    }
  }

  void unplace(Row row) {
    switch (row.place) {
      case READY -> ready.remove(row);
      case DELAYED -> delayed.remove(row);
      case UNPAID -> unpaid.remove(row);
      case HELD, NOWHERE -> {}
    }
  }

  void place(Row row) {
    switch (row.place) {
      case READY -> ready.add(row);
      case DELAYED -> delayed.add(row);
      case UNPAID -> unpaid.add(row);
      case HELD, NOWHERE -> {}
    }
  }

  private void count(TaskRecord task, long by) {
    if (task.spec().part().askedFor()) {
      counts.merge(task.state(), by, Long::sum);
      if (task.spec().part().byAgent()) {
        agents.merge(task.state(), by, Long::sum);
      }
    }
  }
}
