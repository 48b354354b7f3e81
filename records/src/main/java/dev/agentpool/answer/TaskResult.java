package dev.agentpool.answer;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a task brought (spec slot-pool 2.8).
 *
 * {@snippet :
 * TaskResult result = pool.run("Say hello.").orThrow();
 * System.out.println(result.output() + " after " + result.turns() + " turns for " + result.cost());
 * }
 *
 * @param output what the agent said at the end; of a failed task, the error; of a chain, its result
 *     as JSON text
 * @param code how it ended, as a stable word: {@code completed}, {@code agent_error}, {@code
 *     timed_out}…
 * @param message what happened and what to do, of one that failed
 * @param cost of all the task's attempts
 * @param costSource who says what the last attempt cost: {@code cli}, {@code prices} (tokens times
 *     a price), {@code unknown}, or {@code none} when no model was asked
 * @param costPrice the price by which tokens became dollars, with its date and source
 * @param turns of the model
 * @param elapsed how long the last attempt took
 * @param model as the agent reported it
 * @param provider whose agent it was; another than the task's own where {@code fallback} names it
 * @param sessionId the provider's id of the conversation
 * @param structured what the task asked for by a schema
 * @param permissionDenials tools that the agent wanted and was denied
 * @param exitCode of the agent's process, when it ended the attempt
 * @param stderr the last of what that process complained of
 * @param budgetExceeded whether its own cap, or one above it, ended it
 * @param workspace where it worked
 * @param facts what is true of the last attempt beside its outcome
 */
public record TaskResult(
    String output,
    boolean success,
    @JsonProperty("outcome") String code,
    String message,
    @JsonUnwrapped(prefix = "cost_")
        @JsonPropertyDescription("of all attempts; of a chain, of all its steps")
        Cost cost,
    @JsonPropertyDescription(
            "of the last attempt: cli (its own dollars), prices (tokens times a price), unknown, or"
                + " none when no model was asked")
        String costSource,
    @JsonPropertyDescription("the price by which tokens became dollars, with its date and source")
        Optional<String> costPrice,
    @JsonProperty("turns_used") int turns,
    Duration elapsed,
    Optional<String> model,
    @JsonPropertyDescription("whose agent it was") Optional<String> provider,
    Optional<String> sessionId,
    @JsonUnwrapped Tokens tokens,
    @JsonProperty("structured_output") @JsonInclude(JsonInclude.Include.ALWAYS)
        Optional<Object> structured,
    List<String> permissionDenials,
    OptionalInt exitCode,
    Optional<String> stderr,
    boolean budgetExceeded,
    Optional<Workspace> workspace,
    TaskFacts facts) {
  /** Of a task that never ran. */
  public static final TaskResult NONE =
      new TaskResult(
          "",
          false,
          "",
          "",
          Cost.ZERO,
          "none",
          Optional.empty(),
          0,
          Duration.ZERO,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Tokens.NONE,
          Optional.empty(),
          List.of(),
          OptionalInt.empty(),
          Optional.empty(),
          false,
          Optional.empty(),
          TaskFacts.NONE);

  /** Keeps a copy of the list. */
  public TaskResult {
    permissionDenials = List.copyOf(permissionDenials);
  }

  /** JSON text, when the task asked for output by a schema. */
  public Optional<String> structuredOutput() {
    return structured.map(Json.ANSWERS::writeValueAsString);
  }

  /** The same at another cost. */
  public TaskResult costing(Cost actual) {
    return new TaskResult(
        output,
        success,
        code,
        message,
        actual,
        costSource,
        costPrice,
        turns,
        elapsed,
        model,
        provider,
        sessionId,
        tokens,
        structured,
        permissionDenials,
        exitCode,
        stderr,
        budgetExceeded,
        workspace,
        facts);
  }
}
