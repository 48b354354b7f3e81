package dev.agentpool.answer;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * An agent out of a definition file, {@code agents/NAME.md} (spec slot-pool 13).
 *
 * {@snippet :
 * for (Agent agent : pool.agents().list()) {
 *   System.out.println(agent.name() + (agent.warm() ? " is warm" : " sleeps"));
 * }
 * }
 *
 * @param defined whether its file is there; else it has a process and no file
 * @param file that defines it
 * @param pid of its process, when it has one
 * @param task it is at
 */
public record Agent(
    String name,
    String description,
    @JsonPropertyDescription("false: it has a process, but its file is gone") boolean defined,
    Map<String, Object> settings,
    List<String> skills,
    List<String> expertise,
    Optional<String> file,
    @JsonPropertyDescription("of its process; null without one") OptionalLong pid,
    @JsonProperty("task_id") @JsonPropertyDescription("that it works on") Optional<String> task) {
  /** Keeps copies of the lists. */
  public Agent {
    skills = List.copyOf(skills);
    expertise = List.copyOf(expertise);
  }

  /** Whether it has a process, so that its next task begins at once. */
  public boolean warm() {
    return pid.isPresent();
  }
}
