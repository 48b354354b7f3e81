package dev.agentpool.task;

import dev.agentpool.budget.Cost;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What an attempt brought back: what the agent reported, and what the node made of it. */
public record TaskResult(AgentReport report, Verdict verdict) {
  /** As the agent reported it. */
  public static TaskResult of(AgentReport report) {
    return new TaskResult(report, Verdict.of(report.ending()));
  }

  /** A result of an attempt in which no agent said anything: the node's sentence is told. */
  public static TaskResult withoutAgent(Outcome outcome) {
    return new TaskResult(
        AgentReport.silent(outcome), Verdict.of(outcome).telling(outcome.message()));
  }

  /** The agent's final text, the error text when it failed, or what the node says instead. */
  public String output() {
    return verdict.told() == null ? report.output() : verdict.told();
  }

  public Outcome outcome() {
    return verdict.outcome();
  }

  /** What this attempt cost. */
  public Cost cost() {
    return report.spent().cost();
  }

  /** Sentences for people, each once: what the agent's side noticed, then the node. */
  public List<String> notices() {
    return AgentReport.joined(report.notices(), verdict.notices()).stream().distinct().toList();
  }

  public TaskResult withOutcome(Outcome changed) {
    return withVerdict(known -> known.withOutcome(changed));
  }

  public TaskResult withOutput(String changed) {
    return withVerdict(known -> known.telling(changed));
  }

  public TaskResult withCost(Cost changed) {
    return withReport(report.withSpent(report.spent().withCost(changed)));
  }

  public TaskResult withElapsed(Duration changed) {
    return withReport(report.withSpent(report.spent().withElapsed(changed)));
  }

  public TaskResult withWorkspace(@Nullable WorkspaceOutcome changed) {
    return withVerdict(known -> known.withWorkspace(changed));
  }

  /** With one more sentence of the node's. */
  public TaskResult noticing(String sentence) {
    return noticing(List.of(sentence));
  }

  public TaskResult noticing(List<String> sentences) {
    return withVerdict(known -> known.noticing(sentences));
  }

  public TaskResult withVerdict(UnaryOperator<Verdict> change) {
    return new TaskResult(report, change.apply(verdict));
  }

  public TaskResult withSpent(AgentReport.Spent changed) {
    return withReport(report.withSpent(changed));
  }

  /** Of two parts of one attempt: the later result, with what both took and told. */
  public TaskResult after(TaskResult earlier) {
    return new TaskResult(report.after(earlier.report), verdict.after(earlier.verdict))
        .withSpent(report.spent().after(earlier.report.spent()));
  }

  private TaskResult withReport(AgentReport changed) {
    return new TaskResult(changed, verdict);
  }
}
