package dev.agentpool.request;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Duration;
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
    @JsonPropertyDescription(
            "with yes to a permission: for how long exactly the same is allowed unasked in its"
                + " pool, 1 minute to 7 days; this once when absent")
        @Bounds(least = AnswerRequest.SHORTEST_MS, most = Patience.LONGEST_MS)
        Optional<Duration> allowFor,
    @JsonPropertyDescription(
            "with yes to a permission: the same is allowed unasked in the conversation that asked,"
                + " and no longer than allow_for_ms if that is there")
        boolean forSession,
    @JsonPropertyDescription("who answers, for people; at most 100 characters")
        Optional<String> by) {
  private static final int LONGEST_NAME = 100;
  static final long SHORTEST_MS = 60_000;

  /** Refuses what is out of bounds. */
  public AnswerRequest {
    by.filter(name -> name.length() > LONGEST_NAME || name.isBlank())
        .ifPresent(name -> {
          throw new IllegalArgumentException(
              "by must be 1 to " + LONGEST_NAME + " characters that are not blank");
        });
    if (allowFor.isPresent()
        && (allowFor.get().toMillis() < SHORTEST_MS
            || allowFor.get().compareTo(Patience.LONGEST) > 0)) {
      throw new IllegalArgumentException(
          "'allow_for_ms' must be "
              + SHORTEST_MS
              + " (1 minute) to "
              + Patience.LONGEST.toMillis()
              + " (7 days), not "
              + allowFor.get().toMillis());
    }
    if (answer != Verdict.YES && (allowFor.isPresent() || forSession)) {
      throw new IllegalArgumentException(
          "only a yes can hold for a while: leave 'allow_for_ms' and 'for_session' out with "
              + answer.wireName());
    }
    if (input.isPresent() && (allowFor.isPresent() || forSession)) {
      throw new IllegalArgumentException(
          "what is allowed for a while is what was asked: with changed 'input' it is allowed once");
    }
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
