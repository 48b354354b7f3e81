package dev.agentpool.mcp.tools;

import dev.agentpool.plan.PlanOptions;
import dev.agentpool.task.TaskId;
import dev.agentpool.wire.Shapes;
import java.util.List;

/** Workflows (spec slot-pool 8.6). */
final class WorkflowTools {
  private WorkflowTools() {}

  static List<Tool> all() {
    return List.of(
        Tool.of(
                "pool_invoke_workflow",
                "Start a workflow",
                "Starts a named workflow with its arguments and returns its id at once. Then"
                    + " pool_wait, pool_chain_result.")
            .takes(
                Fields.NONE
                    .need("workflow", Schema.name("as in review_and_fix"))
                    .may("arguments", Schema.textTable("by name"))
                    .and(TaskArguments.TAGS))
            .gives(Fields.NONE.need("task_id", Schema.TEXT).need("workflow", Schema.TEXT))
            .does(call -> {
              String name = call.text("workflow");
              TaskId id =
                  call.engine()
                      .workflows()
                      .submit(
                          call.pool(),
                          name,
                          call.texts(call.table("arguments")),
                          PlanOptions.USUAL.withTags(call.texts("tags")));
              return Answer.of(Shapes.object().put("task_id", id.value()).put("workflow", name));
            }));
  }
}
