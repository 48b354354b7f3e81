package dev.agentpool.node.attempt;

import dev.agentpool.task.TaskResult;

/** Adds up what the parts of one attempt cost. */
final class Costs {
  private Costs() {}

  /** The later result, with the cost and the facts of both. */
  static TaskResult together(TaskResult before, TaskResult after) {
    return after
        .withCost(before.cost().plus(after.cost()))
        .withFacts(facts -> facts.after(before.facts()));
  }
}
