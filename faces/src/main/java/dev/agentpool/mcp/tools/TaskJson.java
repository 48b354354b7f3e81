package dev.agentpool.mcp.tools;

import dev.agentpool.answer.Json;
import dev.agentpool.answer.Task;
import dev.agentpool.operation.Asking;
import dev.agentpool.operation.TaskAnswers;
import dev.agentpool.task.OutcomeCode;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskState;
import dev.agentpool.wire.Shapes;
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

  /** A task or chain as it stands. */
  static Task told(Asking asking, TaskId id) {
    return TaskAnswers.of(asking).one(asking.engine().tasks().get(id));
  }

  /** Of a task or chain that has ended, or is pending review. */
  static ObjectNode result(Task task) {
    ObjectNode node = Shapes.object().put("task_id", task.id());
    node.put("state", task.state().wireName());
    task.result().ifPresent(result -> node.setAll((ObjectNode) Json.ANSWERS.valueToTree(result)));
    node.setAll((ObjectNode) Json.ANSWERS.valueToTree(task.brought()));
    node.remove("reason");
    if (node.path("output").isNull()) {
      node.put("output", task.reason()).put("success", false);
    }
    return pruned(node);
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

  /** An agent's own error is a result; everything else that fails is an error of the call. */
  static boolean isBroken(Task task) {
    boolean answered =
        task.result()
            .filter(result -> result.code().equals(OutcomeCode.AGENT_ERROR.wireName()))
            .isPresent();
    return task.state() == TaskState.CANCELLED || (task.state() == TaskState.FAILED && !answered);
  }

  /** Why a task failed, in one line with its id. */
  static String failure(Task task) {
    String why =
        task.result()
            .map(result -> result.message().isBlank() ? result.output() : result.message())
            .orElse("");
    return task.id()
        + (task.state() == TaskState.CANCELLED ? " was cancelled: " : " failed: ")
        + (why.isBlank() ? task.reason() : why);
  }
}
