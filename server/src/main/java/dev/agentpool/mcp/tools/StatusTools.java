package dev.agentpool.mcp.tools;

import dev.agentpool.engine.SessionMetrics;
import dev.agentpool.ledger.FigureFilter;
import dev.agentpool.task.TaskFilter;
import dev.agentpool.task.TaskState;
import dev.agentpool.wire.MetricsShapes;
import dev.agentpool.wire.Shapes;
import dev.agentpool.wire.TaskViews;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** How the pool stands and what its tasks came to (spec slot-pool 2.9). */
final class StatusTools {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private StatusTools() {}

  static List<Tool> all() {
    return List.of(status(), metrics(), list());
  }

  private static Tool status() {
    return Tool.of(
            "pool_status",
            "Pool status",
            "Tells the pool's slots, its tasks by state, and what it spent of its budget.")
        .gives(
            Fields.NONE
                .need("total_slots", Schema.WHOLE)
                .need("idle_slots", Schema.WHOLE)
                .need("busy_slots", Schema.WHOLE)
                .need("running_tasks", Schema.WHOLE)
                .need("pending_tasks", Schema.WHOLE)
                .need("blocked_tasks", Schema.WHOLE)
                .need("pending_review_tasks", Schema.WHOLE)
                .need("completed_tasks", Schema.WHOLE)
                .need("failed_tasks", Schema.WHOLE)
                .need("cancelled_tasks", Schema.WHOLE)
                .cost("cost")
                .cost("total_spend")
                .need("budget_microdollars", Schema.WHOLE_OR_NULL)
                .may("paused", Schema.OBJECTS)
                .may("sessions_set_aside", Schema.OBJECTS)
                .may("escalated_reviews", Schema.WHOLE)
                .need("walls", Schema.TEXT)
                .need("shutdown", Schema.FLAG)
                .need("server_version", Schema.TEXT)
                .need("model", Schema.TEXT_OR_NULL)
                .need("permission_mode", Schema.TEXT)
                .need("slots", Schema.WHOLE))
        .reads()
        .lean(
            "Slots, tasks by state, spend and budget.",
            Fields.NONE,
            List.of("idle_slots", "pending_tasks", "running_tasks", "total_spend_microdollars"))
        .does(call -> Answer.of(PoolJson.status(call.parts(), call.pool())));
  }

  private static Tool metrics() {
    return Tool.of(
            "pool_session_metrics",
            "Session metrics",
            "Figures over the pool's tasks: counts, spend, times and turns, by model.")
        .takes(
            Fields.NONE
                .may("since_ms", Schema.whole(0, Long.MAX_VALUE, "submitted then or later"))
                .may("until_ms", Schema.whole(0, Long.MAX_VALUE, "submitted before then"))
                .may("model", Schema.name(""))
                .may("tag", Schema.name("")))
        .gives(
            Fields.NONE
                .need("total_tasks", Schema.WHOLE)
                .need("completed", Schema.WHOLE)
                .need("failed", Schema.WHOLE)
                .need("cancelled", Schema.WHOLE)
                .need("running", Schema.WHOLE)
                .need("pending", Schema.WHOLE)
                .need("blocked", Schema.WHOLE)
                .cost("cost")
                .cost("total_spend")
                .cost("avg_cost")
                .cost("max_cost")
                .need("avg_elapsed_ms", Schema.WHOLE)
                .need("median_elapsed_ms", Schema.NUMBER)
                .need("max_elapsed_ms", Schema.WHOLE)
                .need("min_elapsed_ms", Schema.WHOLE)
                .need("avg_turns", Schema.NUMBER)
                .need("tasks_by_model", Schema.OBJECT)
                .need("model_breakdown", Schema.OBJECTS)
                .may("matched_configured", Schema.WHOLE)
                .may("matched_reported", Schema.WHOLE)
                .need("session_start_ms", Schema.WHOLE)
                .need("session_duration_ms", Schema.WHOLE))
        .reads()
        .does(call -> {
          String tag = call.textOrNull("tag");
          SessionMetrics figures =
              call.engine()
                  .metrics()
                  .of(
                      new FigureFilter(
                          call.pool().id(),
                          time(call, "since_ms"),
                          time(call, "until_ms"),
                          tag == null ? List.of() : List.of(tag),
                          call.textOrNull("model")));
          ObjectNode data = MetricsShapes.metrics(figures);
          return Answer.text(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(data), data);
        });
  }

  private static @Nullable Instant time(Call call, String name) {
    return call.longOrNull(name).map(Instant::ofEpochMilli).orElse(null);
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
          new TaskViews(call.engine(), call.parts().ledger())
              .list(
                  new TaskFilter(
                      call.pool().id(),
                      state == null ? Set.of() : Set.of(TaskState.ofWireName(state)),
                      call.texts("tags"),
                      call.textOrNull("slot_id"),
                      null,
                      call.wholeOrNull("limit").orElse(100),
                      call.wholeOrNull("offset").orElse(0)))
              .forEach(tasks::add);
          ObjectNode data = Shapes.object();
          data.set("tasks", tasks);
          return Answer.of(data);
        });
  }

  private static List<String> states() {
    return Arrays.stream(TaskState.values()).map(TaskState::wireName).toList();
  }
}
