package dev.agentpool.keep;

import dev.agentpool.task.AgentReport;
import dev.agentpool.task.Outcome;
import dev.agentpool.task.TaskResult;
import dev.agentpool.task.Verdict;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The texts of a result. */
final class ResultTexts {
  private final KeptTexts kept;

  ResultTexts(KeptTexts kept) {
    this.kept = kept;
  }

  TaskResult over(TaskResult result) {
    return new TaskResult(over(result.report()), over(result.verdict()));
  }

  private AgentReport over(AgentReport report) {
    String structured = report.structuredOutput();
    AgentReport.Exit exit = report.exit();
    return new AgentReport(
        kept.over(report.output()),
        over(report.ending()),
        report.spent(),
        report.model(),
        report.conversation(),
        structured == null ? null : kept.json(structured),
        all(report.permissionDenials()),
        report.denials().stream()
            .map(denial ->
                new AgentReport.Denial(
                    kept.over(denial.tool()),
                    kept.over(denial.wanted()),
                    kept.over(denial.advice())))
            .toList(),
        report.given(),
        all(report.notices()),
        exit == null ? null : new AgentReport.Exit(exit.code(), some(exit.stderr())));
  }

  private Verdict over(Verdict verdict) {
    return new Verdict(
        over(verdict.outcome()),
        some(verdict.told()),
        verdict.workspace(),
        verdict.walls(),
        verdict.configuredModel(),
        verdict.provider(),
        all(verdict.notices()));
  }

  private Outcome over(Outcome outcome) {
    return new Outcome(outcome.code(), kept.over(outcome.message()), outcome.until());
  }

  private List<String> all(List<String> texts) {
    return texts.stream().map(kept::over).toList();
  }

  private @Nullable String some(@Nullable String text) {
    return text == null ? null : kept.over(text);
  }
}
