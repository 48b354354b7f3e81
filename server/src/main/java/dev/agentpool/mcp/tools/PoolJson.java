package dev.agentpool.mcp.tools;

import dev.agentpool.budget.Account;
import dev.agentpool.budget.AccountKey;
import dev.agentpool.config.PoolConfig;
import dev.agentpool.node.Node;
import dev.agentpool.node.ProviderPauses;
import dev.agentpool.node.SetAside;
import dev.agentpool.operation.SlotRows;
import dev.agentpool.settings.SettingKeys;
import dev.agentpool.settings.Settings;
import dev.agentpool.task.TaskState;
import dev.agentpool.wire.CostShapes;
import dev.agentpool.wire.PauseShapes;
import dev.agentpool.wire.Shapes;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The pool and its money as JSON (spec slot-pool 2.9). */
final class PoolJson {
  private PoolJson() {}

  static ObjectNode status(McpParts parts, PoolConfig pool) {
    List<Node.SlotView> slots = slots(parts, pool);
    Map<TaskState, Long> tasks = parts.ledger().counts(pool.id());
    Account account = account(parts, pool);
    Settings settings = pool.project().over(pool.user());
    ObjectNode node =
        Shapes.object()
            .put("total_slots", slots.size())
            .put("idle_slots", count(slots, "idle"))
            .put("busy_slots", count(slots, "busy"))
            .put("running_tasks", tasks.getOrDefault(TaskState.RUNNING, 0L))
            .put("pending_tasks", tasks.getOrDefault(TaskState.PENDING, 0L))
            .put("blocked_tasks", tasks.getOrDefault(TaskState.BLOCKED, 0L))
            .put("pending_review_tasks", tasks.getOrDefault(TaskState.PENDING_REVIEW, 0L))
            .put("completed_tasks", tasks.getOrDefault(TaskState.COMPLETED, 0L))
            .put("failed_tasks", tasks.getOrDefault(TaskState.FAILED, 0L))
            .put("cancelled_tasks", tasks.getOrDefault(TaskState.CANCELLED, 0L));
    CostShapes.put(node, account.cost());
    CostShapes.put(node, "total_spend", account.cost());
    Shapes.money(node, "budget_microdollars", account.cap());
    List<ProviderPauses.Pause> paused = parts.node().pauses(pool.id());
    if (!paused.isEmpty()) {
      node.set("paused", PauseShapes.pauses(paused));
    }
    List<SetAside.Aside> aside = parts.node().setAside();
    if (!aside.isEmpty()) {
      node.set("sessions_set_aside", PauseShapes.setAside(aside));
    }
    int escalated = parts.engine().reviews().escalated(pool.id());
    if (escalated > 0) {
      node.put("escalated_reviews", escalated);
    }
    node.put("walls", parts.node().walls().told());
    return node.put("shutdown", parts.engine().drains().isDrained(pool.id()))
        .put("server_version", parts.version())
        .put("model", settings.value(SettingKeys.MODEL).orElse(null))
        .put(
            "permission_mode",
            String.valueOf(
                settings.find(SettingKeys.PERMISSION_MODE).isPresent()
                    ? settings.plain().get(SettingKeys.PERMISSION_MODE.name())
                    : settings.get(SettingKeys.PERMISSION_MODE).wireName()))
        .put("slots", pool.slots().size());
  }

  private static long count(List<Node.SlotView> slots, String state) {
    return slots.stream().filter(slot -> slot.state().equals(state)).count();
  }

  static List<Node.SlotView> slots(McpParts parts, PoolConfig pool) {
    return parts.engine().slots().slots(pool.id());
  }

  static ObjectNode budget(McpParts parts, PoolConfig pool) {
    Account account = account(parts, pool);
    ObjectNode node = Shapes.object();
    Shapes.money(node, "total_microdollars", account.cap());
    CostShapes.put(node, "spent", account.cost());
    node.put("unknown_microdollars", account.unsure().micros());
    node.put("reserved_microdollars", account.reserved().micros());
    Shapes.money(node, "remaining_microdollars", account.room().orElse(null));
    ArrayNode slots = Shapes.array();
    slots(parts, pool).forEach(slot -> slots.add(SlotJson.spend(SlotRows.slot(slot))));
    node.set("per_slot", slots);
    return node;
  }

  private static Account account(McpParts parts, PoolConfig pool) {
    AccountKey key = AccountKey.pool(pool.id().value());
    return parts.ledger().ownAccounts(pool.id()).stream()
        .filter(account -> account.key().equals(key))
        .findFirst()
        .orElseGet(() -> Account.empty(key, pool.caps().pool()));
  }
}
