package dev.agentpool.mcp.tools;

import dev.agentpool.node.Node;
import dev.agentpool.wire.CostShapes;
import dev.agentpool.wire.Shapes;
import tools.jackson.databind.node.ObjectNode;

/** Slots as JSON (spec slot-pool 2.6). */
final class SlotJson {
  private SlotJson() {}

  /** What finding a slot tells. */
  static ObjectNode brief(Node.SlotView slot) {
    ObjectNode node =
        Shapes.object()
            .put("id", slot.id())
            .put("state", slot.state())
            .put("name", slot.name())
            .put("role", slot.role())
            .put("description", slot.description())
            .put("current_task", slot.task() == null ? null : slot.task().value())
            .put("tasks_completed", slot.tasksCompleted());
    return CostShapes.put(node, slot.cost());
  }

  /** All of it. */
  static ObjectNode whole(Node.SlotView slot) {
    ObjectNode node = brief(slot);
    node.set(
        "config",
        Shapes.object()
            .put("name", slot.name())
            .put("role", slot.role())
            .put("description", slot.description())
            .put("model", slot.model()));
    return node.put("session_id", slot.sessionId())
        .put("restart_count", slot.restartCount())
        .put("worktree_path", slot.worktree())
        .put("resident", slot.resident());
  }

  static ObjectNode spend(Node.SlotView slot) {
    return CostShapes.put(Shapes.object().put("id", slot.id()), slot.cost())
        .put("tasks_completed", slot.tasksCompleted());
  }
}
