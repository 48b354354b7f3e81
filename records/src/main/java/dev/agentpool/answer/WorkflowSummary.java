package dev.agentpool.answer;

import java.util.List;
import java.util.Optional;

/**
 * A workflow that can be run.
 *
 * {@snippet :
 * for (WorkflowSummary workflow : pool.workflows()) {
 *   System.out.println(workflow.name() + ": " + workflow.description());
 * }
 * }
 *
 * @param file that it comes from; empty for a built-in one
 */
public record WorkflowSummary(
    String name,
    String description,
    List<WorkflowArgument> arguments,
    String isolation,
    String onFinish,
    Workflow.Source source,
    Optional<String> file,
    int totalSteps) {
  /** Keeps a copy of the list. */
  public WorkflowSummary {
    arguments = List.copyOf(arguments);
  }
}
