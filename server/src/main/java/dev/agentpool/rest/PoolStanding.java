package dev.agentpool.rest;

import dev.agentpool.budget.Account;
import dev.agentpool.budget.AccountKey;
import dev.agentpool.config.PoolConfig;
import dev.agentpool.node.Node;
import dev.agentpool.pool.PoolId;
import dev.agentpool.pool.PoolRecord;
import dev.agentpool.settings.SettingKeys;
import dev.agentpool.task.TaskState;
import dev.agentpool.wire.CostShapes;
import dev.agentpool.wire.PauseShapes;
import dev.agentpool.wire.Shapes;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** How a pool stands now (spec slot-pool 2.9, 10). */
final class PoolStanding {
  private final Api api;

  PoolStanding(Api api) {
    this.api = api;
  }

  ObjectNode of(PoolConfig pool) {
    List<Node.SlotView> slots = api.engine().slots().slots(pool.id());
    Map<TaskState, Long> counts = api.ledger().counts(pool.id());
    ObjectNode node = Shapes.object().put("pool", pool.id().value()).put("name", pool.name());
    node.put("total_slots", slots.size());
    for (String state : List.of("idle", "busy", "errored")) {
      node.put(state + "_slots", slots.stream().filter(slot -> slot.state().equals(state)).count());
    }
    node.put("running_tasks", counts.getOrDefault(TaskState.RUNNING, 0L));
    node.put("pending_tasks", counts.getOrDefault(TaskState.PENDING, 0L));
    node.put("blocked_tasks", counts.getOrDefault(TaskState.BLOCKED, 0L));
    node.put("pending_review_tasks", counts.getOrDefault(TaskState.PENDING_REVIEW, 0L));
    node.put("completed_tasks", counts.getOrDefault(TaskState.COMPLETED, 0L));
    node.put("failed_tasks", counts.getOrDefault(TaskState.FAILED, 0L));
    node.put("cancelled_tasks", counts.getOrDefault(TaskState.CANCELLED, 0L));
    money(node, pool.id());
    node.put("shutdown", api.engine().drains().isDrained(pool.id()));
    node.put("walls", api.node().walls().told());
    node.set("paused", PauseShapes.pauses(api.node().pauses(pool.id())));
    node.put("escalated_reviews", api.engine().reviews().escalated(pool.id()));
    node.set("sessions_set_aside", PauseShapes.setAside(api.node().setAside()));
    node.put("problem", api.node().pool(pool.id()).map(Node.PoolView::problem).orElse(null));
    return node.put("server_version", api.facts().version())
        .put("server_model", pool.project().over(pool.user()).find(SettingKeys.MODEL).orElse(null));
  }

  private void money(ObjectNode node, PoolId pool) {
    AccountKey key = AccountKey.pool(pool.value());
    Account account =
        api.ledger().ownAccounts(pool).stream()
            .filter(known -> known.key().equals(key))
            .findFirst()
            .orElseGet(() ->
                Account.empty(
                    key,
                    api.ledger().pools().stream()
                        .filter(record -> record.id().equals(pool))
                        .map(PoolRecord::caps)
                        .findFirst()
                        .map(caps -> caps.pool())
                        .orElse(null)));
    CostShapes.put(node, account.cost());
    CostShapes.put(node, "total_spend", account.cost());
    node.put("reserved_microdollars", account.reserved().micros());
    Shapes.money(node, "budget_microdollars", account.cap());
  }

  /** Tasks at work, as against slots that only tidy up. */
  static boolean isTidying(ObjectNode standing) {
    return standing.get("busy_slots").asLong() > standing.get("running_tasks").asLong();
  }
}
