package dev.agentpool.request;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** How a task is to be done; what is not said is the pool's. Stands unwrapped in requests. */
public record TaskChoices(
    @JsonPropertyDescription("what it is called; the first line of its prompt when absent")
        Optional<String> title,
    @AlsoBeside @JsonPropertyDescription("the same settings; those beside it win")
        Map<String, Object> settings,
    List<String> tags,
    @JsonPropertyDescription("higher first") Optional<Integer> priority,
    @JsonPropertyDescription("tasks of a lane run one at a time, oldest first")
        Optional<String> lane,
    Optional<Integer> maxAttempts,
    @JsonPropertyDescription("seconds before the second attempt") Optional<BigDecimal> retryDelay,
    @JsonPropertyDescription("a success waits for approval") boolean reviewRequired,
    @JsonPropertyDescription("3 when absent") Optional<Integer> maxRejections,
    @JsonPropertyDescription("the most that all attempts may cost")
        Optional<BigDecimal> maxBudgetUsd,
    @JsonPropertyDescription("tasks that must have ended first") List<String> after,
    Optional<WhenOneFails> onDependencyFailure,
    @JsonPropertyDescription("the only slot that may take it") Optional<String> slot) {
  /** Nothing said. */
  public static final TaskChoices NONE =
      new TaskChoices(
          Optional.empty(),
          Map.of(),
          List.of(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          false,
          Optional.empty(),
          Optional.empty(),
          List.of(),
          Optional.empty(),
          Optional.empty());

  /** What becomes of a task when one fails that it waits for. */
  public enum WhenOneFails {
    FAIL,
    CONTINUE;

    /** As JSON has it. */
    @JsonValue
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
