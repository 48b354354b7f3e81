package dev.agentpool.mcp.tools;

import dev.agentpool.answer.Waited;
import dev.agentpool.engine.Refused;
import dev.agentpool.operation.TaskRows;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskState;
import dev.agentpool.wire.Shapes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Waiting for tasks, never longer than clients do. */
final class WaitTools {
  private static final Duration USUAL = Duration.ofSeconds(25);
  private static final long MOST_MILLIS = 55_000;

  private WaitTools() {}

  static List<Tool> all() {
    return List.of(
        Tool.of(
                "pool_wait",
                "Wait for tasks",
                "Waits until tasks or chains have ended or are pending review, at most timeout_ms."
                    + " Returns at once when that is so already; call it again while satisfied is"
                    + " false.")
            .with(TaskRows.WAIT, Waited.class)
            .takes(
                Fields.NONE
                    .need("task_ids", Schema.someOf(Schema.TEXT, ""))
                    .may("mode", Schema.choice("default all", "any", "all", "count"))
                    .may("count", Schema.whole(1, 10_000, "how many, with mode count"))
                    .may("timeout_ms", Schema.whole(0, MOST_MILLIS, "default 25000")))
            .gives(
                Fields.NONE
                    .need("satisfied", Schema.FLAG)
                    .need("tasks", Schema.OBJECTS)
                    .need("pending", Schema.TEXTS))
            .reads()
            .lean(
                "Wait until tasks or chains have ended or are pending review. Call again while"
                    + " satisfied is false.",
                Fields.NONE
                    .need("task_ids", Schema.TEXTS)
                    .may("mode", Schema.choice("default all", "any", "all", "count"))
                    .may("count", Schema.WHOLE)
                    .may("timeout_ms", Schema.whole(0, MOST_MILLIS, "default 25000")),
                List.of("satisfied", "tasks", "pending"))
            .does(WaitTools::await));
  }

  private static Answer await(Call call) throws InterruptedException {
    if (call.list("task_ids").isEmpty()) {
      throw Refused.invalid("'task_ids' is empty: say what to wait for");
    }
    List<TaskId> ids = call.texts("task_ids").stream().map(call::task).distinct().toList();
    Following.End end =
        new Following(call.parts(), call.raw(), ids, ids)
            .await(count(call, ids.size()), call.millis("timeout_ms", USUAL));
    Map<TaskId, TaskState> states = call.engine().tasks().states(ids);
    ArrayNode tasks = Shapes.array();
    ArrayNode pending = Shapes.array();
    for (TaskId id : ids) {
      TaskState state = java.util.Objects.requireNonNull(states.get(id), "a task is gone");
      tasks.add(Shapes.object().put("task_id", id.value()).put("state", state.wireName()));
      if (!state.isThere()) {
        pending.add(id.value());
      }
    }
    ObjectNode data = Shapes.object().put("satisfied", end == Following.End.DONE);
    data.set("tasks", tasks);
    data.set("pending", pending);
    return Answer.of(data);
  }

  private static int count(Call call, int ids) {
    String mode = call.textOrNull("mode");
    if (!"count".equals(mode) && call.has("count")) {
      throw Refused.invalid("'count' goes with mode count; here it is " + mode);
    }
    return switch (mode) {
      case null -> ids;
      case "any" -> 1;
      case "count" -> {
        int count =
            call.wholeOrNull("count")
                .orElseThrow(() -> Refused.invalid("mode count needs 'count'"));
        if (count < 1 || count > ids) {
          throw Refused.invalid("'count' is " + count + " of only " + ids + " tasks");
        }
        yield count;
      }
      default -> ids;
    };
  }
}
