package dev.agentpool.answer;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.OptionalLong;

/** What a pool took of tokens, or of turns. */
public record Counted(Count pool, Count day) {
  /** Of one cap. */
  public record Count(
      OptionalLong cap,
      @JsonPropertyDescription("what is certain") long spent,
      @JsonPropertyDescription("the most that attempts can add of which nobody told all")
          long unknown,
      @JsonPropertyDescription("set aside for what runs") long reserved,
      OptionalLong left) {}
}
