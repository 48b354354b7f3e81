package dev.agentpool.answer;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import java.util.Optional;

/** What was tried out on the machine (spec control-plane 19.1). */
public record DeepExamination(
    @JsonPropertyDescription("whether all went well") boolean ok,
    List<Trial> checks,
    List<String> nextCommands) {
  public DeepExamination {
    checks = List.copyOf(checks);
    nextCommands = List.copyOf(nextCommands);
  }

  /** One thing tried out. */
  public record Trial(String name, boolean ok, Optional<String> path, String detail) {}
}
