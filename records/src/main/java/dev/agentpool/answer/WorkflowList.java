package dev.agentpool.answer;

import java.util.List;

/** The workflows there are, by name, and files that cannot be used. */
public record WorkflowList(List<WorkflowSummary> workflows, List<SkippedFile> skipped) {
  /** Keeps copies of the lists. */
  public WorkflowList {
    workflows = List.copyOf(workflows);
    skipped = List.copyOf(skipped);
  }
}
