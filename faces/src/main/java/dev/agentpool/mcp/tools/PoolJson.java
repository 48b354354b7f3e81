package dev.agentpool.mcp.tools;

import dev.agentpool.budget.Account;
import dev.agentpool.budget.AccountKey;
import dev.agentpool.config.PoolConfig;
import dev.agentpool.node.Node;
import dev.agentpool.operation.SlotRows;
import dev.agentpool.wire.CostShapes;
import dev.agentpool.wire.Shapes;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The pool's money as JSON (spec slot-pool 2.9). */
final class PoolJson {
  private PoolJson() {}

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
