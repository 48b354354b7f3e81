package dev.agentpool.task;

import dev.agentpool.budget.Cost;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What an attempt brought back (spec slot-pool 2.8, with the tokens it lacked).
 *
 * @param output the agent's final text, or the error text when it failed
 * @param cost what this attempt cost
 * @param turns model turns the provider counted
 * @param model the model that the provider reports, null when it reported none
 * @param sessionId the provider's own id of the conversation, for resuming it
 * @param structuredOutput JSON text that fits the asked schema
 * @param permissionDenials names of tools that were denied
 * @param exitCode of the process when it ended the attempt
 * @param stderr the last of the process's standard error when it failed
 * @param workspace what became of the workspace, for people: branch, commits, path
 * @param facts what is true of the attempt beside its outcome
 */
public record TaskResult(
    String output,
    Outcome outcome,
    Cost cost,
    int turns,
    Duration elapsed,
    @Nullable String model,
    @Nullable String sessionId,
    TokenUsage tokens,
    @Nullable String structuredOutput,
    List<String> permissionDenials,
    @Nullable Integer exitCode,
    @Nullable String stderr,
    @Nullable WorkspaceOutcome workspace,
    AttemptFacts facts) {
  public TaskResult {
    permissionDenials = List.copyOf(permissionDenials);
  }

  /** A result of an attempt in which no agent said anything. */
  public static TaskResult withoutAgent(Outcome outcome) {
    return new TaskResult(
        outcome.message(),
        outcome,
        Cost.NOTHING,
        0,
        Duration.ZERO,
        null,
        null,
        TokenUsage.NONE,
        null,
        List.of(),
        null,
        null,
        null,
        AttemptFacts.NONE);
  }

  /** With the model turns and tokens of an earlier result of the same attempt added. */
  public TaskResult together(int earlierTurns, TokenUsage earlierTokens) {
    return changed(
        output, outcome, cost, turns + earlierTurns, tokens.plus(earlierTokens), workspace, facts);
  }

  public TaskResult withOutcome(Outcome changed) {
    return changed(output, changed, cost, turns, tokens, workspace, facts);
  }

  public TaskResult withOutput(String changed) {
    return changed(changed, outcome, cost, turns, tokens, workspace, facts);
  }

  public TaskResult withCost(Cost changed) {
    return changed(output, outcome, changed, turns, tokens, workspace, facts);
  }

  public TaskResult withWorkspace(@Nullable WorkspaceOutcome changed) {
    return changed(output, outcome, cost, turns, tokens, changed, facts);
  }

  public TaskResult withElapsed(Duration changed) {
    return new TaskResult(
        output,
        outcome,
        cost,
        turns,
        changed,
        model,
        sessionId,
        tokens,
        structuredOutput,
        permissionDenials,
        exitCode,
        stderr,
        workspace,
        facts);
  }

  public TaskResult withFacts(UnaryOperator<AttemptFacts> change) {
    return changed(output, outcome, cost, turns, tokens, workspace, change.apply(facts));
  }

  private TaskResult changed(
      String newOutput,
      Outcome newOutcome,
      Cost newCost,
      int newTurns,
      TokenUsage newTokens,
      @Nullable WorkspaceOutcome newWorkspace,
      AttemptFacts newFacts) {
    return new TaskResult(
        newOutput,
        newOutcome,
        newCost,
        newTurns,
        elapsed,
        model,
        sessionId,
        newTokens,
        structuredOutput,
        permissionDenials,
        exitCode,
        stderr,
        newWorkspace,
        newFacts);
  }
}
