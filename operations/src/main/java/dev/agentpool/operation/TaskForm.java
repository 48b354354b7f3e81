package dev.agentpool.operation;

import dev.agentpool.answer.Cost;
import dev.agentpool.answer.Json;
import dev.agentpool.answer.Outcome;
import dev.agentpool.answer.TaskFacts;
import dev.agentpool.answer.TaskResult;
import dev.agentpool.answer.Tokens;
import dev.agentpool.answer.Workspace;
import dev.agentpool.plan.ChainResult;
import dev.agentpool.task.AgentReport;
import dev.agentpool.task.OutcomeCode;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.task.TokenUsage;
import dev.agentpool.task.WorkspaceOutcome;
import dev.agentpool.wire.ChainShapes;
import dev.agentpool.wire.Shapes;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What came of a task, as it is told.
 *
 * @param isHead whether long texts are told by their heads
 */
record TaskForm(boolean isHead) {
  /**
   * @param reason why it stands as it does
   * @param cost of all its attempts; of a chain's parent, of all its steps
   * @param chain what the chain brought, when the task stands for one that ended
   */
  Outcome outcome(
      TaskRecord task, String reason, dev.agentpool.budget.Cost cost, @Nullable ChainResult chain) {
    var result = task.result();
    Optional<String> output = Optional.empty();
    Optional<Boolean> success = Optional.empty();
    if (chain != null) {
      output = Optional.of(Shapes.text(ChainShapes.output(task, chain)));
      success = Optional.of(chain.success());
    } else if (result != null) {
      output = Optional.of(result.output());
      success = Optional.of(result.outcome().success());
    }
    return new Outcome(
        task.id().value(),
        task.state(),
        output.map(this::text),
        success,
        Cost.of(cost),
        result == null ? 0 : result.report().spent().turns(),
        elapsed(task),
        text(reason),
        Optional.empty());
  }

  /** One figure, wherever one looks: output, time and cost are those of the outcome. */
  Optional<TaskResult> result(TaskRecord task, Outcome brought) {
    var result = task.result();
    if (result == null) {
      return Optional.empty();
    }
    AgentReport report = result.report();
    AgentReport.Exit exit = report.exit();
    TokenUsage tokens = report.spent().tokens();
    return Optional.of(
        new TaskResult(
            brought.output().orElse(""),
            result.outcome().success(),
            result.outcome().code().wireName(),
            text(result.outcome().message()),
            brought.cost(),
            report.spent().source().wireName(),
            Optional.ofNullable(report.spent().price()),
            report.spent().turns(),
            brought.elapsed(),
            Optional.ofNullable(report.model()),
            Optional.of(result.verdict().provider()).filter(name -> !name.isEmpty()),
            Optional.ofNullable(report.conversation()),
            new Tokens(tokens.input(), tokens.output(), tokens.cacheRead(), tokens.cacheCreation()),
            structured(report.structuredOutput()),
            report.permissionDenials(),
            exit == null || exit.code() == null ? OptionalInt.empty() : OptionalInt.of(exit.code()),
            Optional.ofNullable(exit).map(AgentReport.Exit::stderr).map(this::text),
            result.outcome().code() == OutcomeCode.BUDGET_EXHAUSTED,
            Optional.ofNullable(result.verdict().workspace()).map(TaskForm::workspace),
            facts(result)));
  }

  String text(String whole) {
    return isHead ? Heads.cut(whole) : whole;
  }

  private Optional<Object> structured(@Nullable String json) {
    if (json == null) {
      return Optional.empty();
    }
    Object plain = Json.ANSWERS.readValue(json, Object.class);
    return Optional.ofNullable(plain).map(isHead ? Heads::cut : UnaryOperator.identity());
  }

  /**
   * What its last attempt took; of a plan, and of what has no result, from its beginning to its
   * end; 0 until then.
   */
  private static Duration elapsed(TaskRecord task) {
    Instant began = task.startedAt();
    Instant ended = task.finishedAt();
    var result = task.result();
    if (result != null && !task.spec().isParent()) {
      return result.report().spent().elapsed();
    }
    return began == null || ended == null ? Duration.ZERO : Duration.between(began, ended);
  }

  private static Workspace workspace(WorkspaceOutcome workspace) {
    return new Workspace(
        workspace.mode(),
        Optional.ofNullable(workspace.path()),
        Optional.ofNullable(workspace.branch()),
        workspace.commits(),
        Optional.ofNullable(workspace.patch()));
  }

  private TaskFacts facts(dev.agentpool.task.TaskResult result) {
    AgentReport.Given given = result.report().given();
    return new TaskFacts(
        result.verdict().walls().told(),
        new TaskFacts.Given(
            given.mcpServers(), given.plugins(), given.agents(), given.skills(), given.memory()),
        result.report().denials().stream()
            .map(denial ->
                new TaskFacts.Denial(denial.tool(), text(denial.wanted()), text(denial.advice())))
            .toList(),
        result.notices());
  }
}
