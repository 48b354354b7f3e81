package dev.agentpool.answer;

import dev.agentpool.task.TaskState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a wait for several tasks ended.
 *
 * {@snippet :
 * TaskHandle task = pool.submit("Say one.");
 * Waited waited = pool.await(List.of(task.id()), WaitMode.all(), Duration.ofMinutes(5));
 * System.out.println(task.id() + " is " + waited.states().get(task.id()));
 * }
 *
 * @param satisfied false when the time was over first
 * @param tasks in the order of the call
 */
public record Waited(boolean satisfied, List<WaitedTask> tasks) {
  /** Keeps a copy of the list. */
  public Waited {
    tasks = List.copyOf(tasks);
  }

  /** One of those that were waited for. */
  public record WaitedTask(String id, Optional<TaskState> state) {}

  /** The states of all tasks then, in the order of the call. */
  public Map<String, TaskState> states() {
    Map<String, TaskState> states = new LinkedHashMap<>();
    tasks.forEach(task -> task.state().ifPresent(state -> states.put(task.id(), state)));
    return states;
  }
}
