package dev.agentpool.api;

import dev.agentpool.task.TaskState;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Which tasks are meant; of those, the newest first. Immutable.
 *
 * {@snippet :
 * TaskFilter failed = TaskFilter.ALL.withStates(TaskState.FAILED).withTags("nightly").limit(20);
 * System.out.println(pool.tasks(failed).size() + " failed");
 * }
 *
 * @param query under the names of docs/api.md
 */
public record TaskFilter(Map<String, String> query) {
  /** All tasks of the pool, up to 10,000. */
  public static final TaskFilter ALL = new TaskFilter(Map.of("limit", "10000"));

  /** Keeps a copy of the table. */
  public TaskFilter {
    query = Map.copyOf(query);
  }

  private TaskFilter with(String name, String value) {
    Map<String, String> changed = new LinkedHashMap<>(query);
    changed.put(name, value);
    return new TaskFilter(changed);
  }

  /** Those in one of these states. */
  public TaskFilter withStates(TaskState... states) {
    return with(
        "state", Arrays.stream(states).map(TaskState::wireName).collect(Collectors.joining(",")));
  }

  /** Those with any of these tags. */
  public TaskFilter withTags(String... tags) {
    return with("tag", String.join(",", tags));
  }

  /** Those that this slot ran last. */
  public TaskFilter inSlot(String slot) {
    return with("slot", slot);
  }

  /** At most so many. */
  public TaskFilter limit(int most) {
    return with("limit", Integer.toString(most));
  }

  /** Without the first so many. */
  public TaskFilter skip(int count) {
    return with("offset", Integer.toString(count));
  }
}
