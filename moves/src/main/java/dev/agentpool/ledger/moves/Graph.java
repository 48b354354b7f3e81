package dev.agentpool.ledger.moves;

import dev.agentpool.ledger.Submission;
import dev.agentpool.task.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether the dependencies inside a submission make sense. Pure. */
final class Graph {
  private Graph() {}

  /** Why this graph cannot be admitted: a task that is not there, or a cycle, which is named. */
  static Optional<Refusal> fault(List<Submission.Node> tasks) {
    for (int i = 0; i < tasks.size(); i++) {
      for (int on : tasks.get(i).after()) {
        if (on < 0 || on >= tasks.size()) {
          return Optional.of(
              Refusal.of(
                  Refusal.Code.DEPENDENCY_UNKNOWN,
                  "task "
                      + i
                      + " of the submission waits for task "
                      + on
                      + ", but there are only tasks 0 to "
                      + (tasks.size() - 1)));
        }
      }
    }
    return cycle(tasks);
  }

  /**
   * Removes tasks that wait for nothing until none is left, or until those left wait for each
   * other.
   */
  private static Optional<Refusal> cycle(List<Submission.Node> tasks) {
    int[] waits = new int[tasks.size()];
    List<List<Integer>> dependents = new ArrayList<>();
    for (int i = 0; i < tasks.size(); i++) {
      dependents.add(new ArrayList<>());
    }
    for (int i = 0; i < tasks.size(); i++) {
      for (int on : tasks.get(i).after()) {
        waits[i]++;
        dependents.get(on).add(i);
      }
    }
    List<Integer> free = new ArrayList<>();
    for (int i = 0; i < tasks.size(); i++) {
      if (waits[i] == 0) {
        free.add(i);
      }
    }
    for (int next = 0; next < free.size(); next++) {
      for (int dependent : dependents.get(free.get(next))) {
        if (--waits[dependent] == 0) {
          free.add(dependent);
        }
      }
    }
    return free.size() == tasks.size()
        ? Optional.empty()
        : Optional.of(Refusal.of(Refusal.Code.DEPENDENCY_CYCLE, named(tasks, waits)));
  }

  /** Follows the tasks that are left from one to one it waits for, until one comes again. */
  private static String named(List<Submission.Node> tasks, int[] waits) {
    int at = 0;
    while (waits[at] == 0) {
      at++;
    }
    List<Integer> path = new ArrayList<>();
    while (!path.contains(at)) {
      path.add(at);
      for (int on : tasks.get(at).after()) {
        if (waits[on] > 0) {
          at = on;
          break;
        }
      }
    }
    List<Integer> cycle = path.subList(path.indexOf(at), path.size());
    if (cycle.size() == 1) {
      return "task " + at + " of the submission waits for itself";
    }
    StringBuilder names = new StringBuilder("tasks of the submission wait for each other: ");
    for (int task : cycle) {
      names.append(task).append(" -> ");
    }
    return names.append(at).toString();
  }
}
