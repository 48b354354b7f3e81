package dev.agentpool.answer;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;

/**
 * What a person holds.
 *
 * @param held that are in force now
 * @param changed those that this made, or ended
 */
public record Holds(
    @JsonPropertyDescription("in force now") List<Hold> held,
    @JsonPropertyDescription("what this made, or ended") List<Hold> changed) {
  /** Keeps copies of the lists. */
  public Holds {
    held = List.copyOf(held);
    changed = List.copyOf(changed);
  }
}
