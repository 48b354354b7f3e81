package dev.agentpool.knowledge.choice;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How an expert's knowledge was used.
 *
 * @param tasks those that are remembered one by one, oldest first
 * @param older what is remembered of the others: figures by entries' keys
 */
public record Used(List<TaskUse> tasks, Map<String, Figure> older) {
  static final Used NONE = new Used(List.of(), Map.of());

  public Used {
    tasks = List.copyOf(tasks);
    older = Map.copyOf(older);
  }

  /** By the keys of entries. */
  public Map<String, Figure> figures() {
    Map<String, Figure> figures = new LinkedHashMap<>(older);
    for (TaskUse use : tasks) {
      for (String key : use.shown()) {
        figures.merge(key, use.figure(), Figure::with);
      }
    }
    return figures;
  }

  /** The tasks in whose prompts an entry was. */
  public List<TaskUse> of(String key) {
    return tasks.stream().filter(use -> use.shown().contains(key)).toList();
  }

  public Optional<TaskUse> task(String id) {
    return tasks.stream().filter(use -> use.task().equals(id)).findFirst();
  }
}
