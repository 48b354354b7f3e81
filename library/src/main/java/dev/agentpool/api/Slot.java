package dev.agentpool.api;

import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * A slot as it stands (spec slot-pool 2.6).
 *
 * {@snippet :
 * for (Slot slot : pool.slots().list()) {
 *   System.out.println(slot.id() + " " + slot.state() + " " + slot.cost());
 * }
 * }
 *
 * @param task that it works on
 * @param model that its settings name
 * @param tasksCompleted over its whole life
 * @param cost of all its attempts
 * @param restartCount since the daemon began, or a person restarted it
 * @param resident whether it holds an agent's process
 */
public record Slot(
    String id,
    State state,
    Optional<String> name,
    Optional<String> role,
    Optional<String> description,
    Optional<String> model,
    Optional<String> task,
    long tasksCompleted,
    Cost cost,
    int restartCount,
    boolean resident) {
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

    static State of(String wireName) {
      for (State state : values()) {
        if (state.wireName().equals(wireName)) {
          return state;
        }
      }
      throw new IllegalStateException("a daemon newer than this library: slot state " + wireName);
    }

    String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static Slot of(JsonNode node) {
    return new Slot(
        Answer.text(node, "id"),
        State.of(Answer.text(node, "state")),
        Answer.optionalText(node, "name"),
        Answer.optionalText(node, "role"),
        Answer.optionalText(node, "description"),
        Answer.optionalText(node, "model"),
        Answer.optionalText(node, "current_task"),
        Answer.longNumber(node, "tasks_completed"),
        Answer.cost(node, "cost"),
        Answer.number(node, "restart_count"),
        Answer.flag(node, "resident"));
  }
}
