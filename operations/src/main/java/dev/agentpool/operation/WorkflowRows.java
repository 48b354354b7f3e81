package dev.agentpool.operation;

import static dev.agentpool.operation.Operation.named;

import dev.agentpool.answer.SkippedFile;
import dev.agentpool.answer.SubmittedWorkflow;
import dev.agentpool.answer.Workflow;
import dev.agentpool.answer.WorkflowArgument;
import dev.agentpool.answer.WorkflowList;
import dev.agentpool.answer.WorkflowSummary;
import dev.agentpool.config.PoolConfig;
import dev.agentpool.engine.Refused;
import dev.agentpool.engine.WorkflowRuns;
import dev.agentpool.plan.PlanWriter;
import dev.agentpool.plan.Workflows;
import dev.agentpool.request.Nothing;
import dev.agentpool.request.WorkflowName;
import dev.agentpool.request.WorkflowRequest;
import dev.agentpool.task.TaskId;
import java.util.List;
import java.util.Optional;

/** Workflows (spec slot-pool 8.6). */
public final class WorkflowRows {
  private static final String ONE = "/v1/workflows/{name}";

  public static final Operation<Nothing, WorkflowList> LIST =
      named("workflow.list", "The workflows there are, and files that cannot be used")
          .takes(Nothing.class)
          .gives(WorkflowList.class)
          .at(Route.get("/v1/workflows"))
          .does((asking, _) -> list(asking.engine().workflows().of(asking.standing()).list()));

  public static final Operation<WorkflowName, Workflow> GET =
      named("workflow.get", "A workflow with its steps")
          .takes(WorkflowName.class)
          .gives(Workflow.class)
          .at(Route.get(ONE).with("name", "workflow").fails(400, 404))
          .does((asking, named) -> {
            WorkflowRuns runs = asking.engine().workflows();
            PoolConfig pool = asking.standing();
            runs.get(pool, named.workflow());
            return workflow(runs.of(pool).find(named.workflow()));
          });

  public static final Operation<WorkflowRequest, SubmittedWorkflow> RUN =
      named("workflow.run", "Runs a workflow as a chain")
          .takes(WorkflowRequest.class)
          .gives(SubmittedWorkflow.class)
          .at(Route.post(ONE + "/run").with("name", "workflow").status(202).fails(400, 404, 409))
          .does(WorkflowRows::run);

  private WorkflowRows() {}

  static List<Operation<?, ?>> all() {
    return List.of(LIST, GET, RUN);
  }

  private static SubmittedWorkflow run(Asking asking, WorkflowRequest asked) {
    if (asked.how().isolation().isPresent() || asked.how().onFinish().isPresent()) {
      throw Refused.invalid("'isolation' and 'on_finish' are the workflow's own: set them there");
    }
    WorkflowRuns runs = asking.engine().workflows();
    String name = asked.workflow();
    String isolation = runs.get(asking.pool(), name).isolation().wireName();
    TaskId id =
        runs.submit(
            asking.pool(),
            name,
            Choices.texts("arguments", asked.arguments()),
            Choices.plan(asked.how(), asking.pool(), asked.idempotencyKey()));
    return new SubmittedWorkflow(id.value(), id.value(), name, isolation);
  }

  private static WorkflowList list(Workflows.Listing listing) {
    return new WorkflowList(
        listing.byName().values().stream().map(WorkflowRows::summary).toList(),
        listing.skipped().stream()
            .map(file -> new SkippedFile(file.file().toString(), file.reason()))
            .toList());
  }

  private static WorkflowSummary summary(Workflows.Entry entry) {
    dev.agentpool.plan.Workflow workflow = entry.workflow();
    return new WorkflowSummary(
        workflow.name(),
        workflow.description(),
        arguments(workflow),
        workflow.isolation().wireName(),
        workflow.onFinish().wireName(),
        source(entry),
        Optional.ofNullable(entry.file()).map(String::valueOf),
        workflow.steps().size());
  }

  private static Workflow workflow(Workflows.Entry entry) {
    dev.agentpool.plan.Workflow workflow = entry.workflow();
    return new Workflow(
        workflow.name(),
        workflow.description(),
        arguments(workflow),
        PlanWriter.plain(workflow.steps()),
        workflow.isolation().wireName(),
        workflow.onFinish().wireName(),
        source(entry),
        Optional.ofNullable(entry.file()).map(String::valueOf));
  }

  private static List<WorkflowArgument> arguments(dev.agentpool.plan.Workflow workflow) {
    return workflow.arguments().stream()
        .map(argument ->
            new WorkflowArgument(
                argument.name(),
                argument.description(),
                argument.required(),
                Optional.ofNullable(argument.otherwise())))
        .toList();
  }

  private static Workflow.Source source(Workflows.Entry entry) {
    return switch (entry.source()) {
      case BUILTIN -> Workflow.Source.BUILTIN;
      case USER -> Workflow.Source.USER;
      case PROJECT -> Workflow.Source.PROJECT;
    };
  }
}
