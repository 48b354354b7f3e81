package dev.agentpool.api;

import dev.agentpool.answer.Cost;
import dev.agentpool.answer.Json;
import dev.agentpool.answer.Workspace;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What a task brought (spec slot-pool 2.8).
 *
 * {@snippet :
 * TaskResult result = pool.run("Say hello.").orThrow();
 * System.out.println(result.output() + " after " + result.turns() + " turns for " + result.cost());
 * }
 *
 * @param output what the agent said at the end; of a failed task, the error
 * @param cost of all the task's attempts
 * @param turns of the model
 * @param elapsed how long the last attempt took
 * @param model as the agent reported it
 * @param sessionId the provider's id of the conversation
 * @param structuredOutput JSON text, when the task asked for it by a schema
 * @param permissionDenials tools that the agent wanted and was denied
 * @param workspace where it worked
 * @param facts what is true of the last attempt beside its outcome
 */
public record TaskResult(
    String output,
    Cost cost,
    int turns,
    Duration elapsed,
    Optional<String> model,
    Optional<String> sessionId,
    Tokens tokens,
    Optional<String> structuredOutput,
    List<String> permissionDenials,
    Optional<Workspace> workspace,
    TaskFacts facts) {
  /** Of a task that never ran. */
  public static final TaskResult NONE =
      new TaskResult(
          "",
          Cost.ZERO,
          0,
          Duration.ZERO,
          Optional.empty(),
          Optional.empty(),
          Tokens.NONE,
          Optional.empty(),
          List.of(),
          Optional.empty(),
          TaskFacts.NONE);

  /** Keeps a copy of the list. */
  public TaskResult {
    permissionDenials = List.copyOf(permissionDenials);
  }

  /**
   * @param task the whole task
   */
  static TaskResult of(JsonNode task) {
    JsonNode result = task.path("result");
    if (!result.isObject()) {
      return NONE.costing(Answer.cost(task, "cost"));
    }
    JsonNode paid = task.has("cost_microdollars") ? task : result;
    JsonNode structured = result.path("structured_output");
    JsonNode workspace = result.path("workspace");
    return new TaskResult(
        Answer.text(result, "output"),
        Answer.cost(paid, "cost"),
        Answer.number(result, "turns_used"),
        Answer.millis(result, "elapsed_ms"),
        Answer.optionalText(result, "model"),
        Answer.optionalText(result, "session_id"),
        Tokens.of(result),
        structured.isMissingNode() || structured.isNull()
            ? Optional.empty()
            : Optional.of(structured.toString()),
        Answer.texts(result, "permission_denials"),
        workspace.isObject()
            ? Optional.of(Json.ANSWERS.treeToValue(workspace, Workspace.class))
            : Optional.empty(),
        TaskFacts.of(result.path("facts")));
  }

  private TaskResult costing(Cost actual) {
    return new TaskResult(
        output,
        actual,
        turns,
        elapsed,
        model,
        sessionId,
        tokens,
        structuredOutput,
        permissionDenials,
        workspace,
        facts);
  }
}
