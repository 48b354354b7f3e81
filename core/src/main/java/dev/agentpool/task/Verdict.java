package dev.agentpool.task;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the node made of an attempt: its decision, and what it alone knows.
 *
 * @param outcome how the attempt ended; the agent's own ending, unless the node decided otherwise
 * @param told what is said in place of the agent's output; null where that stands
 * @param workspace what became of the workspace, for people: branch, commits, path
 * @param walls the walls around the agent's processes, and when there were none, why
 * @param configuredModel the model that the agent was told to use, as it is configured: {@code
 *     opus}; empty when nothing names one
 * @param provider whose agent it was; empty when none was asked
 * @param notices sentences for people, each once, in the order in which they came up
 */
public record Verdict(
    Outcome outcome,
    @Nullable String told,
    @Nullable WorkspaceOutcome workspace,
    StoodWalls walls,
    String configuredModel,
    String provider,
    List<String> notices) {
  public Verdict {
    notices = notices.stream().distinct().toList();
  }

  /** The outcome and nothing else. */
  public static Verdict of(Outcome outcome) {
    return new Verdict(outcome, null, null, StoodWalls.UNRECORDED, "", "", List.of());
  }

  public Verdict withOutcome(Outcome changed) {
    return new Verdict(changed, told, workspace, walls, configuredModel, provider, notices);
  }

  public Verdict telling(String text) {
    return new Verdict(outcome, text, workspace, walls, configuredModel, provider, notices);
  }

  public Verdict withWorkspace(@Nullable WorkspaceOutcome changed) {
    return new Verdict(outcome, told, changed, walls, configuredModel, provider, notices);
  }

  public Verdict withWalls(StoodWalls changed) {
    return new Verdict(outcome, told, workspace, changed, configuredModel, provider, notices);
  }

  public Verdict withConfiguredModel(String changed) {
    return new Verdict(outcome, told, workspace, walls, changed, provider, notices);
  }

  public Verdict withProvider(String changed) {
    return new Verdict(outcome, told, workspace, walls, configuredModel, changed, notices);
  }

  public Verdict noticing(List<String> sentences) {
    return new Verdict(
        outcome,
        told,
        workspace,
        walls,
        configuredModel,
        provider,
        AgentReport.joined(notices, sentences));
  }

  /** Of two parts of one attempt: the later one's, with everything that was noticed. */
  Verdict after(Verdict earlier) {
    return new Verdict(
        outcome,
        told,
        workspace,
        walls instanceof StoodWalls.Unrecorded ? earlier.walls : walls,
        configuredModel.isEmpty() ? earlier.configuredModel : configuredModel,
        provider.isEmpty() ? earlier.provider : provider,
        AgentReport.joined(earlier.notices, notices));
  }
}
