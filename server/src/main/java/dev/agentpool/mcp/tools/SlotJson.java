package dev.agentpool.mcp.tools;

import dev.agentpool.node.Node;
import dev.agentpool.wire.Shapes;
import tools.jackson.databind.node.ObjectNode;

/** Slots as JSON (spec slot-pool 2.6). */
final class SlotJson {
  private SlotJson() {}

  static ObjectNode whole(Node.SlotView slot) {
    return Shapes.object()
        .put("id", slot.id())
        .put("state", slot.state())
        .put("current_task", slot.task() == null ? null : slot.task().value())
        .put("resident", slot.resident());
  }

  static ObjectNode spend(Node.SlotView slot) {
    return Shapes.object().put("id", slot.id());
  }
}
