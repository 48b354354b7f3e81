package dev.agentpool.node;

import dev.agentpool.budget.Cost;
import dev.agentpool.budget.Money;
import dev.agentpool.task.TaskResult;

/** Adds up what the parts of one attempt cost. */
final class Costs {
  private Costs() {}

  /** The later result, with the cost and the facts of both. */
  static TaskResult together(TaskResult before, TaskResult after) {
    return after
        .withCost(plus(before.cost(), after.cost()))
        .withFacts(facts -> facts.after(before.facts()));
  }

  private static Cost plus(Cost one, Cost other) {
    Money sum = seen(one).plus(seen(other));
    return one instanceof Cost.Known && other instanceof Cost.Known
        ? Cost.known(sum)
        : new Cost.Unknown(sum);
  }

  private static Money seen(Cost cost) {
    return switch (cost) {
      case Cost.Known known -> known.amount();
      case Cost.Unknown unknown -> unknown.atLeast();
    };
  }
}
