package dev.agentpool.mcp.tools;

import static dev.agentpool.mcp.tools.TaskArguments.PROMPT;
import static dev.agentpool.mcp.tools.TaskArguments.SETTINGS;
import static dev.agentpool.mcp.tools.TaskArguments.TAGS;

import dev.agentpool.engine.TaskOptions;
import dev.agentpool.mcp.McpTool.ToolHints;
import dev.agentpool.task.OutcomeCode;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.task.TaskResult;
import dev.agentpool.task.TaskState;
import dev.agentpool.wire.Shapes;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** Single tasks (spec slot-pool 7.1 to 7.4). */
final class TaskTools {
  static final Fields TASK_ID = Fields.NONE.need("task_id", Schema.name("the task's id"));

  private static final Fields LEAN_TASK_ID = Fields.NONE.need("task_id", Schema.TEXT);

  private TaskTools() {}

  static List<Tool> all() {
    return List.of(run(), submit(), result(), cancel());
  }

  private static Tool run() {
    return Tool.of(
            "pool_run",
            "Run a task",
            "Runs one prompt as a task in a free slot and gives its result. Blocks; for work of"
                + " more than half a minute prefer pool_submit and pool_wait.")
        .takes(PROMPT.and(SETTINGS).and(TAGS).and(Work.TAKES))
        .gives(Work.orRunning(TaskJson.RESULT))
        .lean(
            "Run one prompt as a task on another agent and wait for its result. Short work only.",
            TaskArguments.LEAN.and(Work.LEAN),
            List.of("task_id", "output", "success", "status"))
        .does(call -> {
          TaskId id =
              call.engine()
                  .tasks()
                  .submit(call.pool(), call.text("prompt"), TaskArguments.options(call));
          return new Work(call, List.of(id)).await(() -> ran(call, id));
        });
  }

  /** A task that its client waited for: its result, or why there is none. */
  static Answer ran(Call call, TaskId id) {
    TaskRecord task = call.engine().tasks().get(id);
    ObjectNode result = TaskJson.result(call, task);
    return isBroken(task) ? Answer.error(TaskJson.failure(task), result) : Answer.of(result);
  }

  /** An agent's own error is a result; everything else that fails is an error of the call. */
  static boolean isBroken(TaskRecord task) {
    TaskResult result = task.result();
    boolean answered = result != null && result.outcome().code() == OutcomeCode.AGENT_ERROR;
    return task.state() == TaskState.CANCELLED || (task.state() == TaskState.FAILED && !answered);
  }

  private static Tool submit() {
    return Tool.of(
            "pool_submit",
            "Submit a task",
            "Queues one prompt as a task and returns its id at once. Then pool_wait, pool_result.")
        .takes(PROMPT.and(SETTINGS).and(TAGS).and(idempotency()))
        .gives(TASK_ID)
        .lean(
            "Queue one prompt as a task; returns its id at once. With review, a success waits for"
                + " pool_review.",
            TaskArguments.LEAN.and(TaskArguments.LEAN_TAGS).may("review", Schema.FLAG),
            List.of("task_id"))
        .does(call -> {
          TaskOptions options = keyed(call, TaskArguments.options(call));
          TaskId id =
              call.engine()
                  .tasks()
                  .submit(
                      call.pool(),
                      call.text("prompt"),
                      call.flag("review", false) ? options.reviewed(null) : options);
          return Answer.of(Shapes.object().put("task_id", id.value()));
        });
  }

  private static Fields idempotency() {
    return Fields.NONE
        .may("review", Schema.flag("whether a success waits for approval"))
        .may("idempotency_key", Schema.name("the same key gives the same task again"));
  }

  private static TaskOptions keyed(Call call, TaskOptions options) {
    return new TaskOptions(
        options.settings(),
        options.tags(),
        options.priority(),
        options.lane(),
        options.maxAttempts(),
        options.retryDelay(),
        options.reviewRequired(),
        options.maxRejections(),
        options.cap(),
        options.after(),
        options.onDependencyFailure(),
        options.slot(),
        call.textOrNull("idempotency_key"));
  }

  private static Tool result() {
    return Tool.of(
            "pool_result",
            "Get a result",
            "Gives the result of a task when it is there, else its status. Never blocks.")
        .takes(TASK_ID)
        .gives(
            TaskJson.RESULT
                .may("status", Schema.text("running or cancelled when there is no result"))
                .may("review_required", Schema.FLAG)
                .may("rejection_count", Schema.WHOLE)
                .may("max_rejections", Schema.WHOLE))
        .reads()
        .lean(
            "A task's result, or its status while it has none. Never blocks.",
            LEAN_TASK_ID,
            List.of("state", "status", "output", "success"))
        .does(call -> {
          TaskRecord task = call.engine().tasks().get(call.task());
          return switch (task.state()) {
            case COMPLETED, FAILED, PENDING_REVIEW -> Answer.of(gated(call, task));
            case CANCELLED -> without(task, "cancelled");
            case BLOCKED, PENDING, RUNNING -> without(task, "running").mcp("null");
          };
        });
  }

  private static ObjectNode gated(Call call, TaskRecord task) {
    ObjectNode node = TaskJson.result(call, task);
    if (task.spec().review().required()) {
      node.put("review_required", true)
          .put("rejection_count", task.rejections())
          .put("max_rejections", task.spec().review().maxRejections());
    }
    return node;
  }

  private static Answer without(TaskRecord task, String status) {
    String text = Shapes.text(Shapes.object().put("status", status));
    return Answer.text(
        text,
        Shapes.object()
            .put("task_id", task.id().value())
            .put("state", task.state().wireName())
            .put("status", status));
  }

  private static Tool cancel() {
    return Tool.of(
            "pool_cancel",
            "Cancel a task",
            "Cancels a task that has not ended, and stops its agent. One that has ended stays as it"
                + " is.")
        .takes(TASK_ID)
        .gives(
            Fields.NONE
                .need("task_id", Schema.TEXT)
                .need("state", Schema.TEXT)
                .need("cancelled", Schema.FLAG))
        .hinted(new ToolHints(false, true, true, false))
        .lean(
            "Cancel a task or chain; one that has ended stays as it is.",
            LEAN_TASK_ID,
            List.of("state"))
        .does(call -> {
          TaskRecord before = call.engine().tasks().get(call.task());
          TaskRecord after =
              before.spec().isParent()
                  ? call.engine().chains().cancel(before.id(), "cancelled by a client", true)
                  : call.engine().tasks().cancel(before.id(), "cancelled by a client");
          return Answer.text(
                  "cancelled",
                  Shapes.object()
                      .put("task_id", after.id().value())
                      .put("state", after.state().wireName())
                      .put("cancelled", after.state() == TaskState.CANCELLED))
              .mcp(Shapes.object().put("cancelled", true));
        });
  }
}
