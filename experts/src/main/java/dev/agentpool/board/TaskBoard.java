package dev.agentpool.board;

import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** All tasks of a pool, by id. */
public record TaskBoard(SortedMap<String, BoardTask> tasks) {
  public static final TaskBoard EMPTY = new TaskBoard(new TreeMap<>());

  public TaskBoard {
    tasks = Collections.unmodifiableSortedMap(new TreeMap<>(tasks));
  }

  public static TaskBoard of(Collection<BoardTask> tasks) {
    SortedMap<String, BoardTask> byId = new TreeMap<>();
    tasks.forEach(task -> byId.put(task.id(), task));
    return new TaskBoard(byId);
  }

  /** How many there are of each status that some have. */
  public Map<BoardStatus, Long> counts() {
    Map<BoardStatus, Long> counts = new EnumMap<>(BoardStatus.class);
    tasks.values().forEach(task -> counts.merge(task.status(), 1L, Long::sum));
    return counts;
  }
}
