package dev.agentpool.answer;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.agentpool.task.TaskState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What came of a task so far, told to whoever waited for it.
 *
 * @param output of a chain, its result as JSON text; empty while there is none
 * @param success empty while it is under way
 * @param cost of all attempts; of a chain, of all its steps
 * @param elapsed of the last attempt; of a chain, from its beginning to its end
 * @param reason why it is where it is, for people; empty when there is nothing to say
 * @param warnings of an agent: what is missing or odd in its file
 */
public record Outcome(
    String taskId,
    TaskState state,
    @JsonPropertyDescription("of a chain, its ChainResult as JSON text") Optional<String> output,
    Optional<Boolean> success,
    @JsonUnwrapped(prefix = "cost_")
        @JsonPropertyDescription("of all attempts; of a chain, of all its steps")
        Cost cost,
    @JsonProperty("turns_used") int turns,
    @JsonPropertyDescription("of the last attempt; of a chain, from its beginning to its end")
        Duration elapsed,
    String reason,
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
        @JsonPropertyDescription("of an agent: what is missing or odd in its file")
        Optional<List<String>> warnings) {
  /** The same with what is missing or odd in its agent's file. */
  public Outcome warning(Optional<List<String>> said) {
    return new Outcome(taskId, state, output, success, cost, turns, elapsed, reason, said);
  }
}
