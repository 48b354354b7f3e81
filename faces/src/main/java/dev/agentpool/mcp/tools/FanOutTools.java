package dev.agentpool.mcp.tools;

import static dev.agentpool.mcp.tools.TaskArguments.SETTINGS;
import static dev.agentpool.mcp.tools.TaskArguments.TAGS;

import dev.agentpool.answer.SubmittedTasks;
import dev.agentpool.answer.Task;
import dev.agentpool.operation.FanOutRows;
import dev.agentpool.request.FanOutRequest;
import dev.agentpool.task.TaskId;
import dev.agentpool.wire.Shapes;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Several tasks at once (spec slot-pool 8.5). */
final class FanOutTools {
  private FanOutTools() {}

  static List<Tool> all() {
    return List.of(fanOut());
  }

  private static Tool fanOut() {
    return Tool.of(
            "pool_fan_out",
            "Fan out",
            "Runs independent prompts at the same time and gives their results in the order of the"
                + " prompts. Fails when one fails, unless settle is true. Blocks.")
        .with(FanOutRows.RUN, SubmittedTasks.class)
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
          FanOutRequest asked = call.submission(FanOutRows.RUN, FanOutTools::renamed);
          List<TaskId> ids =
              call.ask(FanOutRows.RUN, asked).taskIds().stream().map(TaskId::new).toList();
          return new Work(call, ids).await(() -> all(call, ids));
        });
  }

  private static void renamed(ObjectNode arguments) {
    JsonNode atOnce = arguments.remove("at_once");
    if (atOnce != null) {
      arguments.set("concurrency", atOnce);
    }
  }

  private static Answer all(Call call, List<TaskId> ids) {
    ArrayNode results = Shapes.array();
    List<String> failures = new ArrayList<>();
    for (TaskId id : ids) {
      Task task = TaskJson.told(call, id);
      results.add(TaskJson.result(task));
      if (TaskJson.isBroken(task)) {
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
}
