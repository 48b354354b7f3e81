package dev.agentpool.answer;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;

/** How a person's environment differs from what agents are given; names, no values. */
public record EnvironmentDifferences(
    @JsonPropertyDescription("names whose values differ") List<String> changed,
    @JsonPropertyDescription("names that agents are not given yet") List<String> missing,
    @JsonPropertyDescription("names that agents are given and the caller has not")
        List<String> gone) {
  public EnvironmentDifferences {
    changed = List.copyOf(changed);
    missing = List.copyOf(missing);
    gone = List.copyOf(gone);
  }
}
