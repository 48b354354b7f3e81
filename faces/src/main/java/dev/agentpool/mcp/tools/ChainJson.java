package dev.agentpool.mcp.tools;

import dev.agentpool.answer.ChainProgress;
import dev.agentpool.answer.Json;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** How far a chain is, as MCP clients know it (spec slot-pool 8.4). */
final class ChainJson {
  private ChainJson() {}

  /** What is said of a current step is left out when there is none. */
  static ObjectNode progress(ChainProgress progress) {
    ObjectNode node = Json.ANSWERS.valueToTree(progress);
    for (String name :
        List.of(
            "current_step_partial_output",
            "current_step_started_at",
            "current_step_started_at_ms")) {
      if (node.path(name).isNull()) {
        node.remove(name);
      }
    }
    return node;
  }
}
