package dev.agentpool.request;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Optional;

/** Has a task done again and again. */
public record ScheduleRequest(
    @JsonProperty(required = true)
        @JsonPropertyDescription(
            "five fields of cron (minute, hour, day of the month, month, day of the week), or"
                + " @hourly, @daily, @weekly, @monthly, @yearly")
        String cron,
    @JsonProperty(required = true) @JsonPropertyDescription("of each of its tasks") String prompt,
    @JsonPropertyDescription(
            "letters, digits, - and _; made of the title or the prompt when absent")
        Optional<String> name,
    @JsonPropertyDescription("such as Europe/Berlin; the machine's when absent")
        Optional<String> zone,
    @JsonPropertyDescription("what becomes of times that nobody could carry out; once when absent")
        Optional<Missed> missed,
    @JsonPropertyDescription(
            "what becomes of a time when the task of the one before goes on; skip when absent")
        Optional<Overlap> overlap,
    @JsonPropertyDescription("says what it would be and when, and keeps nothing") boolean dryRun,
    @JsonUnwrapped TaskChoices how) {

  /** What becomes of times that nobody could carry out. */
  public enum Missed {
    /** One task for all of them, late. */
    ONCE,
    SKIP;

    /** As JSON has it. */
    @JsonValue
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What becomes of a time when the task of the one before has not ended. */
  public enum Overlap {
    SKIP,
    QUEUE;

    /** As JSON has it. */
    @JsonValue
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
