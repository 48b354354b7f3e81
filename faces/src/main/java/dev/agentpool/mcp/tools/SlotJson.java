package dev.agentpool.mcp.tools;

import dev.agentpool.answer.Json;
import dev.agentpool.answer.Slot;
import dev.agentpool.wire.Shapes;
import tools.jackson.databind.node.ObjectNode;

/** Slots as clients of M know them (spec slot-pool 2.6). */
final class SlotJson {
  private SlotJson() {}

  /** All of it, and who it is once more as its configuration. */
  static ObjectNode whole(Slot slot) {
    ObjectNode node = Json.ANSWERS.valueToTree(slot);
    node.set(
        "config",
        Shapes.object()
            .put("name", slot.name().orElse(null))
            .put("role", slot.role().orElse(null))
            .put("description", slot.description().orElse(null))
            .put("model", slot.model().orElse(null)));
    return node;
  }
}
