package dev.agentpool.answer;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;

/**
 * An agent that has a process.
 *
 * @param pid of its process
 */
public record WarmAgent(
    String agent,
    long pid,
    @JsonPropertyDescription("what is missing or odd in its file") List<String> warnings) {
  /** Keeps a copy of the list. */
  public WarmAgent {
    warnings = List.copyOf(warnings);
  }
}
