package dev.agentpool.mcp.tools;

import dev.agentpool.engine.Engine;
import dev.agentpool.plan.ChainResult;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.task.TaskResult;
import dev.agentpool.wire.ChainShapes;
import dev.agentpool.wire.CostShapes;
import dev.agentpool.wire.Shapes;
import dev.agentpool.wire.TaskShapes;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What tasks brought, as JSON (spec slot-pool 2.8). What is not known is left out. */
final class TaskJson {
  private TaskJson() {}

  /** The members of every result. */
  static final Fields RESULT =
      Fields.NONE
          .may("task_id", Schema.TEXT)
          .may("state", Schema.TEXT)
          .may("output", Schema.TEXT)
          .may("success", Schema.FLAG)
          .may("outcome", Schema.TEXT)
          .may("message", Schema.TEXT)
          .cost("cost")
          .may("turns_used", Schema.WHOLE)
          .may("elapsed_ms", Schema.WHOLE)
          .may("model", Schema.TEXT)
          .may("session_id", Schema.TEXT)
          .may("input_tokens", Schema.WHOLE)
          .may("output_tokens", Schema.WHOLE)
          .may("cache_read_tokens", Schema.WHOLE)
          .may("cache_creation_tokens", Schema.WHOLE)
          .may("permission_denials", Schema.TEXTS)
          .may("exit_code", Schema.WHOLE)
          .may("stderr", Schema.TEXT)
          .may("budget_exceeded", Schema.FLAG)
          .may("workspace", Schema.OBJECT)
          .may("warnings", Schema.TEXTS)
          .may("facts", Schema.OBJECT);

  /** Of a task or chain that has ended, or is pending review. */
  static ObjectNode result(Engine engine, TaskRecord task) {
    ObjectNode node = Shapes.object().put("task_id", task.id().value());
    node.put("state", task.state().wireName());
    TaskResult result = task.result();
    if (task.spec().isParent()) {
      node.setAll(chain(engine, task));
    } else if (result != null) {
      node.setAll(Shapes.result(result));
    } else {
      node.put("output", task.reason()).put("success", false);
    }
    CostShapes.put(node, engine.tasks().cost(task.id()));
    return pruned(node);
  }

  /** A chain's result is text within a result, as everyone has come to know it. */
  private static ObjectNode chain(Engine engine, TaskRecord parent) {
    ChainResult result = engine.chains().result(parent.id());
    return Shapes.object()
        .put("output", Shapes.text(ChainShapes.output(parent, result)))
        .put("success", result.success())
        .put("turns_used", 0)
        .put("elapsed_ms", TaskShapes.elapsedMillis(parent));
  }

  private static ObjectNode pruned(ObjectNode node) {
    node.removeIf(JsonNode::isNull);
    if (node.path("permission_denials").isEmpty()) {
      node.remove("permission_denials");
    }
    if (!node.path("budget_exceeded").asBoolean(false)) {
      node.remove("budget_exceeded");
    }
    if (node.path("facts").isObject()) {
      saidOnly((ObjectNode) node.get("facts"));
      if (node.path("facts").isEmpty()) {
        node.remove("facts");
      }
    }
    return node;
  }

  /** Without what is empty, at every depth. */
  private static void saidOnly(ObjectNode facts) {
    facts.forEach(member -> {
      if (member instanceof ObjectNode inner) {
        saidOnly(inner);
      }
    });
    facts.removeIf(
        member -> member.isContainer() ? member.isEmpty() : member.asString("").isEmpty());
  }

  /** Why a task failed, in one line with its id. */
  static String failure(TaskRecord task) {
    TaskResult result = task.result();
    String why = result == null ? "" : result.outcome().message();
    if (result != null && why.isBlank()) {
      why = result.output();
    }
    return task.id()
        + (task.state() == dev.agentpool.task.TaskState.CANCELLED
            ? " was cancelled: "
            : " failed: ")
        + (why.isBlank() ? task.reason() : why);
  }
}
