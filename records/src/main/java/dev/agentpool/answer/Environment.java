package dev.agentpool.answer;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;

/** Which variables agents are given of a person's environment; names, no values. */
public record Environment(
    @JsonPropertyDescription("names that agents may be given, with a star for any rest")
        List<String> patterns,
    @JsonPropertyDescription("those they are given now") List<String> names) {
  public Environment {
    patterns = List.copyOf(patterns);
    names = List.copyOf(names);
  }
}
