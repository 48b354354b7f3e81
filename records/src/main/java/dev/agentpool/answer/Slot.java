package dev.agentpool.answer;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A slot as it stands (spec slot-pool 2.6).
 *
 * {@snippet :
 * for (Slot slot : pool.slots().list()) {
 *   System.out.println(slot.id() + " " + slot.state() + " " + slot.cost());
 * }
 * }
 *
 * @param model that its settings name
 * @param task that it works on
 * @param tasksCompleted over its whole life
 * @param restartCount since the daemon began, or a person restarted it
 * @param sessionId the provider's id of the conversation
 * @param worktreePath where its task works
 * @param pid of its agent's process
 */
public record Slot(
    String id,
    State state,
    Optional<String> name,
    Optional<String> role,
    Optional<String> description,
    Optional<String> model,
    @JsonProperty("current_task") Optional<String> task,
    long tasksCompleted,
    @JsonUnwrapped(prefix = "cost_") @JsonPropertyDescription("of all its attempts") Cost cost,
    int restartCount,
    @JsonPropertyDescription("keeps a process between tasks") boolean resident,
    Optional<String> sessionId,
    Optional<String> worktreePath,
    OptionalLong pid) {
  /** What a slot does. */
  public enum State {
    /** It could take a task. */
    IDLE,
    /** It has one. */
    BUSY,
    /** It takes none: the pool is drained, or the slot is being scaled away. */
    STOPPED,
    /** Its agents keep failing. */
    ERRORED;

    /** As JSON has it. */
    @JsonValue
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
