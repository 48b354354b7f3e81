package dev.agentpool.mcp.tools;

import static dev.agentpool.mcp.tools.TaskArguments.PROMPT;
import static dev.agentpool.mcp.tools.TaskArguments.SETTINGS;
import static dev.agentpool.mcp.tools.TaskArguments.TAGS;

import dev.agentpool.answer.Submitted;
import dev.agentpool.answer.Task;
import dev.agentpool.mcp.McpTool.ToolHints;
import dev.agentpool.operation.TaskRows;
import dev.agentpool.request.CancelRequest;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskState;
import dev.agentpool.wire.Shapes;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
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
        .with(TaskRows.SUBMIT, Submitted.class)
        .takes(PROMPT.and(SETTINGS).and(TAGS).and(Work.TAKES))
        .gives(Work.orRunning(TaskJson.RESULT))
        .lean(
            "Run one prompt as a task on another agent and wait for its result. Short work only.",
            TaskArguments.LEAN.and(Work.LEAN),
            List.of("task_id", "output", "success", "status"))
        .does(call -> {
          TaskId id = submit(call, _ -> {});
          return new Work(call, List.of(id)).await(() -> ran(call, id));
        });
  }

  /** Submits what the arguments say, with words of the tool's own told as a request has them. */
  static TaskId submit(Call call, Consumer<ObjectNode> words) throws Exception {
    return new TaskId(call.ask(TaskRows.SUBMIT, call.submission(TaskRows.SUBMIT, words)).taskId());
  }

  /** A task that its client waited for: its result, or why there is none. */
  static Answer ran(Call call, TaskId id) {
    Task task = TaskJson.told(call, id);
    ObjectNode result = TaskJson.result(task);
    return TaskJson.isBroken(task)
        ? Answer.error(TaskJson.failure(task), result)
        : Answer.of(result);
  }

  private static Tool submit() {
    return Tool.of(
            "pool_submit",
            "Submit a task",
            "Queues one prompt as a task and returns its id at once. Then pool_wait, pool_result.")
        .with(TaskRows.SUBMIT, Submitted.class)
        .takes(PROMPT.and(SETTINGS).and(TAGS).and(idempotency()))
        .gives(TASK_ID)
        .lean(
            "Queue one prompt as a task; returns its id at once. With review, a success waits for"
                + " pool_review.",
            TaskArguments.LEAN.and(TaskArguments.LEAN_TAGS).may("review", Schema.FLAG),
            List.of("task_id"))
        .does(call -> {
          TaskId id =
              submit(
                  call,
                  words -> {
                    if (words.remove("review") instanceof JsonNode review) {
                      words.set("review_required", review);
                    }
                  });
          return Answer.of(Shapes.object().put("task_id", id.value()));
        });
  }

  private static Fields idempotency() {
    return Fields.NONE
        .may("review", Schema.flag("whether a success waits for approval"))
        .may("idempotency_key", Schema.name("the same key gives the same task again"));
  }

  private static Tool result() {
    return Tool.of(
            "pool_result",
            "Get a result",
            "Gives the result of a task when it is there, else its status. Never blocks.")
        .with(TaskRows.GET, Task.class)
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
          Task task = TaskJson.told(call, call.task());
          return switch (task.state()) {
            case COMPLETED, FAILED, PENDING_REVIEW -> Answer.of(gated(task));
            case CANCELLED -> without(task, "cancelled");
            case BLOCKED, PENDING, RUNNING -> without(task, "running").mcp("null");
          };
        });
  }

  private static ObjectNode gated(Task task) {
    ObjectNode node = TaskJson.result(task);
    if (task.reviewRequired()) {
      node.put("review_required", true)
          .put("rejection_count", task.rejections())
          .put("max_rejections", task.maxRejections());
    }
    return node;
  }

  private static Answer without(Task task, String status) {
    return Answer.text(
        Shapes.text(Shapes.object().put("status", status)),
        Shapes.object()
            .put("task_id", task.id())
            .put("state", task.state().wireName())
            .put("status", status));
  }

  private record Cancelled(String taskId, TaskState state, boolean cancelled) {}

  private static Tool cancel() {
    return Tool.of(
            "pool_cancel",
            "Cancel a task",
            "Cancels a task that has not ended, and stops its agent. One that has ended stays as it"
                + " is.")
        .with(TaskRows.CANCEL, Cancelled.class)
        .takes(TASK_ID)
        .hinted(new ToolHints(false, true, true, false))
        .lean(
            "Cancel a task or chain; one that has ended stays as it is.",
            LEAN_TASK_ID,
            List.of("state"))
        .does(call -> {
          Task task =
              call.ask(
                  TaskRows.CANCEL,
                  new CancelRequest(call.text("task_id"), Optional.of("cancelled by a client")));
          boolean cancelled = task.state() == TaskState.CANCELLED;
          return Answer.text("cancelled", new Cancelled(task.id(), task.state(), cancelled))
              .mcp(Shapes.object().put("cancelled", true));
        });
  }
}
