package dev.agentpool.mcp.tools;

import dev.agentpool.answer.Json;
import dev.agentpool.answer.SessionMetrics;
import dev.agentpool.answer.Task;
import dev.agentpool.operation.PoolRows;
import dev.agentpool.operation.TaskRows;
import dev.agentpool.request.MetricsFilter;
import dev.agentpool.request.PageRequest;
import dev.agentpool.request.TaskFilter;
import dev.agentpool.task.TaskState;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** How the pool stands and what its tasks came to (spec slot-pool 2.9). */
final class StatusTools {
  private static final int USUAL = 100; // tasks of a list

  private StatusTools() {}

  static List<Tool> all() {
    return List.of(status(), metrics(), list());
  }

  private static Tool status() {
    return Tool.of(
            "pool_status",
            "Pool status",
            "Tells the pool's slots, its tasks by state, and what it spent of its budget.")
        .with(PoolRows.STATUS, PoolShown.class)
        .reads()
        .lean(
            "Slots, tasks by state, spend and budget.",
            Fields.NONE,
            List.of("idle_slots", "pending_tasks", "running_tasks", "total_spend_microdollars"))
        .does(call -> Answer.of(PoolShown.of(call)));
  }

  private static Tool metrics() {
    return Tool.of(
            "pool_session_metrics",
            "Session metrics",
            "Figures over the pool's tasks: counts, spend, times and turns, by model.")
        .with(PoolRows.METRICS, SessionMetrics.class)
        .takes(
            Fields.NONE
                .may("since_ms", Schema.whole(0, Long.MAX_VALUE, "submitted then or later"))
                .may("until_ms", Schema.whole(0, Long.MAX_VALUE, "submitted before then"))
                .may("model", Schema.name(""))
                .may("tag", Schema.name("")))
        .reads()
        .does(call -> {
          MetricsFilter asked =
              new MetricsFilter(
                  call.longOrNull("since_ms").map(Instant::ofEpochMilli),
                  call.longOrNull("until_ms").map(Instant::ofEpochMilli),
                  call.has("tag") ? List.of(call.text("tag")) : List.of(),
                  Optional.ofNullable(call.textOrNull("model")));
          SessionMetrics figures = call.ask(PoolRows.METRICS, asked);
          return Answer.text(
              Json.ANSWERS.writerWithDefaultPrettyPrinter().writeValueAsString(figures), figures);
        });
  }

  private static Tool list() {
    return Tool.of("pool_list_tasks", "List tasks", "Lists the pool's tasks, newest first.")
        .with(TaskRows.LIST, Listed.class)
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
          TaskFilter asked =
              new TaskFilter(
                  Optional.ofNullable(call.textOrNull("state")).stream().toList(),
                  call.texts("tags"),
                  Optional.ofNullable(call.textOrNull("slot_id")),
                  Optional.empty(),
                  new PageRequest(
                      Optional.of(PageRequest.Order.DESC),
                      call.wholeOrNull("limit").or(() -> Optional.of(USUAL)),
                      call.wholeOrNull("offset")));
          return Answer.of(new Listed(call.ask(TaskRows.LIST, asked).items()));
        });
  }

  private record Listed(List<Task> tasks) {}

  private static List<String> states() {
    return Arrays.stream(TaskState.values()).map(TaskState::wireName).toList();
  }
}
