package dev.agentpool.api;

import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * A workflow that can be run.
 *
 * {@snippet :
 * for (WorkflowInfo workflow : pool.workflows()) {
 *   System.out.println(workflow.name() + ": " + workflow.description());
 * }
 * }
 *
 * @param source {@code builtin}, {@code global} or {@code project}
 */
public record WorkflowInfo(
    String name, String description, List<Argument> arguments, int totalSteps, String source) {
  /** Something to fill in. */
  public record Argument(String name, String description, boolean required) {
    static Argument of(JsonNode node) {
      return new Argument(
          Answer.text(node, "name"),
          Answer.text(node, "description"),
          Answer.flag(node, "required"));
    }
  }

  /** Keeps a copy of the list. */
  public WorkflowInfo {
    arguments = List.copyOf(arguments);
  }

  static WorkflowInfo of(JsonNode node) {
    return new WorkflowInfo(
        Answer.text(node, "name"),
        Answer.text(node, "description"),
        Answer.list(node.path("arguments"), Argument::of),
        Answer.number(node, "total_steps"),
        Answer.text(node, "source"));
  }
}
