package dev.agentpool.request;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Answers a question. */
public record AnswerRequest(
    @JsonProperty(required = true) @JsonPropertyDescription("the question's id") String questionId,
    @JsonProperty(required = true) Verdict answer,
    @JsonPropertyDescription("why, or with answer text the answer itself") Optional<String> text,
    @JsonPropertyDescription(
            "of a permission: the tool's input to use instead of the one that was asked about")
        Optional<Map<String, Object>> input,
    @JsonPropertyDescription("who answers, for people; at most 100 characters")
        Optional<String> by) {
  private static final int LONGEST_NAME = 100;

  /** Refuses what is out of bounds. */
  public AnswerRequest {
    by.filter(name -> name.length() > LONGEST_NAME || name.isBlank())
        .ifPresent(name -> {
          throw new IllegalArgumentException(
              "by must be 1 to " + LONGEST_NAME + " characters that are not blank");
        });
  }

  /** What is said. */
  public enum Verdict {
    YES,
    NO,
    TEXT;

    /** As JSON has it. */
    @JsonValue
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
