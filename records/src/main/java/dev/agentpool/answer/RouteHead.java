package dev.agentpool.answer;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How a piece of work is to be run. */
public record RouteHead(
    Kind route,
    @JsonInclude(JsonInclude.Include.NON_ABSENT) @JsonPropertyDescription("of a single one")
        Optional<String> prompt,
    @JsonInclude(JsonInclude.Include.NON_ABSENT) @JsonPropertyDescription("of parallel ones")
        Optional<List<String>> prompts,
    @JsonInclude(JsonInclude.Include.NON_ABSENT) @JsonPropertyDescription("of a chain")
        Optional<List<RouteStep>> steps) {
  /** Whether it is one task, independent tasks or steps. */
  public enum Kind {
    SINGLE,
    PARALLEL,
    CHAIN;

    /** As JSON has it. */
    @JsonValue
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
