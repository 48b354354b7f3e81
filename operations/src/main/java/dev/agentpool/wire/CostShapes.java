package dev.agentpool.wire;

import dev.agentpool.budget.Cost;
import tools.jackson.databind.node.ObjectNode;

/**
 * What something cost, in three members that are the same wherever money is told: what is certain,
 * whether that is all, and the most it can have been.
 */
public final class CostShapes {
  private CostShapes() {}

  /** As {@code cost_microdollars}, {@code cost_known} and {@code cost_at_most_microdollars}. */
  public static ObjectNode put(ObjectNode node, Cost cost) {
    return put(node, "cost", cost);
  }

  /** The same of a figure that is named otherwise, as {@code total_spend}. */
  public static ObjectNode put(ObjectNode node, String what, Cost cost) {
    node.put(what + "_microdollars", cost.atLeast().micros());
    node.put(what + "_known", cost.isKnown());
    node.put(
        what + "_at_most_microdollars",
        cost.atMost().isPresent() ? (Long) cost.atMost().get().micros() : null);
    return node;
  }
}
