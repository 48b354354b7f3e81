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
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Running tasks, alone and several at once (spec slot-pool 7.1 to 7.4, 8.5). */
final class TaskTools {
  static final Fields TASK_ID = Fields.NONE.need("task_id", Schema.name("the task's id"));

  private static final Fields LEAN_TASK_ID = Fields.NONE.need("task_id", Schema.TEXT);

  private TaskTools() {}

  static List<Tool> all() {
    return List.of(run(), submit(), result(), cancel(), fanOut(), list());
  }

  private static Tool run() {
    return Tool.of(
            "pool_run",
            "Run a task",
            "Runs one prompt as a task in a free slot and gives its result. Blocks; for work of more"
                + " than half a minute prefer pool_submit and pool_wait.")
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
    ObjectNode result = TaskJson.result(call.engine(), task);
    return isBroken(task) ? Answer.error(TaskJson.failure(task), result) : Answer.of(result);
  }

  /** An agent's own error is a result; everything else that fails is an error of the call. */
  private static boolean isBroken(TaskRecord task) {
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
    ObjectNode node = TaskJson.result(call.engine(), task);
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

  private static Tool fanOut() {
    return Tool.of(
            "pool_fan_out",
            "Fan out",
            "Runs independent prompts at the same time and gives their results in the order of the"
                + " prompts. Fails when one fails, unless settle is true. Blocks.")
        .takes(
            Fields.NONE
                .need("prompts", Schema.someOf(Schema.name(""), "one task each"))
                .may("settle", Schema.flag("give every outcome instead of failing with one"))
                .may("at_once", Schema.whole(1, 1_000, "the most that run at a time"))
                .and(SETTINGS)
                .and(TAGS)
                .and(Work.TAKES))
        .gives(
            Work.orRunning(
                Fields.NONE
                    .may("results", Schema.OBJECTS)
                    .may("task_ids", Schema.TEXTS)
                    .may("task_id", Schema.TEXT)
                    .may("state", Schema.TEXT)))
        .lean(
            "Run independent prompts in parallel; results in their order. Fails when one fails,"
                + " unless settle.",
            Fields.NONE
                .need("prompts", Schema.TEXTS)
                .may("settle", Schema.FLAG)
                .and(TaskArguments.LEAN.only(List.of("model", "effort")))
                .and(Work.LEAN),
            List.of("results", "task_ids"))
        .does(call -> {
          List<TaskId> ids =
              call.engine()
                  .tasks()
                  .fanOut(
                      call.pool(),
                      call.texts("prompts"),
                      TaskArguments.options(call),
                      call.wholeOrNull("at_once").orElse(0));
          return new Work(call, ids).await(() -> all(call, ids));
        });
  }

  private static Answer all(Call call, List<TaskId> ids) {
    ArrayNode results = Shapes.array();
    List<String> failures = new ArrayList<>();
    for (TaskId id : ids) {
      TaskRecord task = call.engine().tasks().get(id);
      results.add(TaskJson.result(call.engine(), task));
      if (isBroken(task)) {
        failures.add(TaskJson.failure(task));
      }
    }
    ObjectNode data = Shapes.object();
    data.set("results", results);
    if (failures.isEmpty() || call.flag("settle", false)) {
      return Answer.of(data);
    }
    return Answer.error(
        failures.size()
            + " of "
            + ids.size()
            + " tasks failed; the others' results stay readable by pool_result\n"
            + String.join("\n", failures),
        data);
  }

  private static Tool list() {
    return Tool.of("pool_list_tasks", "List tasks", "Lists the pool's tasks, newest first.")
        .takes(
            Fields.NONE
                .may("state", Schema.choice("", states()))
                .may("tags", Schema.texts("any of them"))
                .may("slot_id", Schema.name("where they ran"))
                .may("limit", Schema.whole(1, 1_000, "default 100"))
                .may("offset", Schema.whole(0, Integer.MAX_VALUE, "")))
        .gives(Fields.NONE.need("tasks", Schema.OBJECTS))
        .reads()
        .does(call -> {
          String state = call.textOrNull("state");
          ArrayNode tasks = Shapes.array();
          call
              .engine()
              .tasks()
              .list(
                  call.pool().id(),
                  state == null ? Set.of() : Set.of(TaskState.ofWireName(state)),
                  call.texts("tags"),
                  call.textOrNull("slot_id"),
                  call.wholeOrNull("limit").orElse(100),
                  call.wholeOrNull("offset").orElse(0))
              .stream()
              .filter(task -> !task.spec().isClosing())
              .forEach(task ->
                  tasks.add(Shapes.task(task, call.parts().ledger().dependencies(task.id()))));
          ObjectNode data = Shapes.object();
          data.set("tasks", tasks);
          return Answer.of(data);
        });
  }

  private static List<String> states() {
    return java.util.Arrays.stream(TaskState.values()).map(TaskState::wireName).toList();
  }
}
