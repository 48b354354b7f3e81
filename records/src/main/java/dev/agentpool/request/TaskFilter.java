package dev.agentpool.request;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.agentpool.task.TaskState;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which tasks are meant; of those, the newest first. Immutable.
 *
 * {@snippet :
 * TaskFilter failed = TaskFilter.ALL.withStates(TaskState.FAILED).withTags("nightly").limit(20);
 * System.out.println(pool.tasks(failed).size() + " failed");
 * }
 */
public record TaskFilter(
    @JsonProperty("state") @JsonPropertyDescription("states, with commas between them")
        List<String> states,
    @JsonProperty("tag") @JsonPropertyDescription("any of these tags") List<String> tags,
    @JsonPropertyDescription("that ran it last") Optional<String> slot,
    @JsonPropertyDescription(
            "how their ids begin: 4 hexadecimal digits or more; without state, tag and slot")
        Optional<String> id,
    @JsonUnwrapped PageRequest page) {
  /** All tasks of the pool, up to 10,000. */
  public static final TaskFilter ALL =
      new TaskFilter(List.of(), List.of(), Optional.empty(), Optional.empty(), PageRequest.WHOLE);

  /** Refuses a state that there is not. */
  public TaskFilter {
    states = List.copyOf(states);
    tags = List.copyOf(tags);
    states.forEach(TaskFilter::state);
    if (id.isPresent() && !(states.isEmpty() && tags.isEmpty() && slot.isEmpty())) {
      throw new IllegalArgumentException("'id' stands alone: without state, tag and slot");
    }
  }

  /** None for all. */
  public Set<TaskState> inStates() {
    Set<TaskState> all = EnumSet.noneOf(TaskState.class);
    states.forEach(name -> all.add(state(name)));
    return all;
  }

  private static TaskState state(String name) {
    return Arrays.stream(TaskState.values())
        .filter(state -> state.wireName().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new IllegalArgumentException(
                "unknown state \""
                    + name
                    + "\"; there are: "
                    + Arrays.stream(TaskState.values())
                        .map(TaskState::wireName)
                        .collect(Collectors.joining(", "))));
  }

  /** Those in one of these states. */
  public TaskFilter withStates(TaskState... wanted) {
    return new TaskFilter(
        Arrays.stream(wanted).map(TaskState::wireName).toList(), tags, slot, id, page);
  }

  /** Those with any of these tags. */
  public TaskFilter withTags(String... wanted) {
    return new TaskFilter(states, List.of(wanted), slot, id, page);
  }

  /** Those that this slot ran last. */
  public TaskFilter inSlot(String wanted) {
    return new TaskFilter(states, tags, Optional.of(wanted), id, page);
  }

  /** At most so many. */
  public TaskFilter limit(int most) {
    return paged(new PageRequest(page.order(), Optional.of(most), page.offset()));
  }

  /** Without the first so many. */
  public TaskFilter skip(int count) {
    return paged(new PageRequest(page.order(), page.limit(), Optional.of(count)));
  }

  private TaskFilter paged(PageRequest part) {
    return new TaskFilter(states, tags, slot, id, part);
  }
}
