package dev.agentpool.wire;

import dev.agentpool.node.Node;
import tools.jackson.databind.node.ObjectNode;

/** Slots (spec slot-pool 2.6, 10). */
public final class SlotShapes {
  private SlotShapes() {}

  public static ObjectNode slot(Node.SlotView slot) {
    ObjectNode node =
        Shapes.object()
            .put("id", slot.id())
            .put("state", slot.state())
            .put("name", slot.name())
            .put("role", slot.role())
            .put("description", slot.description())
            .put("model", slot.model())
            .put("current_task", slot.task() == null ? null : slot.task().value())
            .put("tasks_completed", slot.tasksCompleted());
    return CostShapes.put(node, slot.cost())
        .put("restart_count", slot.restartCount())
        .put("resident", slot.resident())
        .put("session_id", slot.sessionId())
        .put("worktree_path", slot.worktree())
        .put("pid", slot.pid());
  }
}
