package dev.agentpool.mcp.tools;

import dev.agentpool.answer.SubmittedWorkflow;
import dev.agentpool.operation.WorkflowRows;
import java.util.List;

/** Workflows (spec slot-pool 8.6). */
final class WorkflowTools {
  private WorkflowTools() {}

  private record Started(String taskId, String workflow) {}

  static List<Tool> all() {
    return List.of(
        Tool.of(
                "pool_invoke_workflow",
                "Start a workflow",
                "Starts a named workflow with its arguments and returns its id at once. Then"
                    + " pool_wait, pool_chain_result.")
            .with(WorkflowRows.RUN, Started.class)
            .takes(
                Fields.NONE
                    .need("workflow", Schema.name("as in review_and_fix"))
                    .may("arguments", Schema.textTable("by name"))
                    .and(TaskArguments.TAGS))
            .does(call -> {
              SubmittedWorkflow submitted = call.ask(WorkflowRows.RUN);
              return Answer.of(new Started(submitted.taskId(), submitted.workflow()));
            }));
  }
}
