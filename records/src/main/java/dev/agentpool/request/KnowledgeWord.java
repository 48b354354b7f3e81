package dev.agentpool.request;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;

/** A person's word on what an expert knows. */
public record KnowledgeWord(
    @JsonProperty(required = true) @JsonPropertyDescription("an expert or a role") String expert,
    @JsonProperty(required = true)
        @JsonPropertyDescription("confirm or reject what waits; undo changes")
        Decision decision,
    @JsonProperty(required = true)
        @JsonPropertyDescription("of what waits, or of changes; carried out in this order")
        @Bounds(least = 1, most = KnowledgeWord.MOST)
        List<Long> numbers,
    @JsonPropertyDescription(
            "of a shared expert: the numbers are of what it knows of this project alone")
        boolean ofProject) {
  private static final int MOST = 50;

  /** Refuses what is out of bounds. */
  public KnowledgeWord {
    Within.size("numbers", numbers.size(), 1, MOST);
    numbers = numbers.stream().distinct().toList();
  }

  /** What is said. */
  public enum Decision {
    CONFIRM,
    REJECT,
    UNDO;

    /** As JSON has it. */
    @JsonValue
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
