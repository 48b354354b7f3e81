package dev.agentpool.request;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonValue;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** How a chain or workflow is to be run. Stands unwrapped in requests. */
public record PlanChoices(
    @AlsoBeside @JsonPropertyDescription("under the steps' own") Map<String, Object> settings,
    Optional<String> title,
    List<String> tags,
    Optional<Integer> priority,
    @JsonPropertyDescription("a worktree in a git repository, else none")
        Optional<Isolation> isolation,
    Optional<Finish> onFinish,
    @JsonPropertyDescription("the most all steps together may cost")
        Optional<BigDecimal> maxBudgetUsd,
    @JsonPropertyDescription("the most tokens all steps together may take")
        Optional<Long> maxBudgetTokens,
    @JsonPropertyDescription("the most turns all steps together may take")
        Optional<Long> maxBudgetTurns) {
  /** Where the steps work. */
  public enum Isolation {
    NONE,
    WORKTREE,
    CLONE;

    /** As JSON has it. */
    @JsonValue
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What becomes of the branch of the steps. */
  public enum Finish {
    KEEP,
    MERGE,
    PATCH,
    DELETE;

    /** As JSON has it. */
    @JsonValue
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
