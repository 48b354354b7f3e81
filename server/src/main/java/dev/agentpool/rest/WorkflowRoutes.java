package dev.agentpool.rest;

import dev.agentpool.config.PoolConfig;
import dev.agentpool.plan.PlanOptions;
import dev.agentpool.plan.Workflow;
import dev.agentpool.plan.Workflows;
import dev.agentpool.task.TaskId;
import dev.agentpool.wire.Shapes;
import dev.agentpool.wire.WorkflowShapes;
import java.util.List;
import java.util.Map;

/** Workflows (spec slot-pool 8.6). */
final class WorkflowRoutes implements RouteGroup {
  private final Api api;

  WorkflowRoutes(Api api) {
    this.api = api;
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.get(
                "/v1/workflows",
                "The workflows there are, and files that cannot be used",
                call -> call.answer(WorkflowShapes.listing(registry(call.pool()).list())))
            .gives("WorkflowList")
            .fails(400),
        Endpoint.get("/v1/workflows/{name}", "A workflow with its steps", this::one)
            .gives("Workflow")
            .fails(400, 404),
        Endpoint.post("/v1/workflows/{name}/run", "Runs a workflow as a chain", this::run)
            .takes("WorkflowRequest")
            .gives(202, "SubmittedWorkflow")
            .fails(400, 404, 409));
  }

  @Override
  public String shapes() {
    return """
    WorkflowArgument:
      name: text
      description: text
      required: boolean
      default?: text
    WorkflowHead:
      name: text
      description: text
      arguments: [WorkflowArgument]
      isolation: text
      on_finish: text
      source: "builtin"|"user"|"project"
      file: text|null
    WorkflowSummary:
      ...WorkflowHead
      total_steps: integer
    Workflow:
      ...WorkflowHead
      steps: [object]
    SkippedFile:
      file: text
      reason: text
    WorkflowList:
      workflows: [WorkflowSummary]
      skipped: [SkippedFile]
    WorkflowRequest!:
      arguments?: {text}
      ...PlanChoices
    SubmittedWorkflow:
      chain_id: text
      task_id: text
      workflow: text
      isolation_effective: text
    """;
  }

  private Workflows registry(PoolConfig pool) {
    return api.engine().workflows().of(pool);
  }

  private void one(Call call) {
    PoolConfig pool = call.pool();
    Workflow workflow = api.engine().workflows().get(pool, call.path("name"));
    call.answer(WorkflowShapes.workflow(registry(pool).find(workflow.name())));
  }

  private void run(Call call) {
    PoolConfig pool = call.pool();
    String name = call.path("name");
    Map<String, String> arguments = call.body().textTable("arguments");
    if (call.body().isGiven("isolation") || call.body().isGiven("on_finish")) {
      throw Problem.invalid("'isolation' and 'on_finish' are the workflow's own: set them there");
    }
    PlanOptions options = PlanRequests.options(call, pool);
    call.nothingElse();
    Workflow workflow = api.engine().workflows().get(pool, name);
    TaskId id = api.engine().workflows().submit(pool, name, arguments, options);
    call.answer(
        Shapes.object()
            .put("chain_id", id.value())
            .put("task_id", id.value())
            .put("workflow", name)
            .put("isolation_effective", workflow.isolation().wireName()));
  }
}
