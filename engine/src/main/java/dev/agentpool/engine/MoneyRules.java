package dev.agentpool.engine;

import dev.agentpool.ledger.Submission;
import dev.agentpool.node.Node;
import dev.agentpool.settings.BudgetExhausted;

/**
 * Whether what comes to a pool that has nothing left waits there with the rest, by the word of the
 * pool's settings, or is refused at once. Thread-safe.
 */
public final class MoneyRules {
  private final Node node;

  public MoneyRules(Node node) {
    this.node = node;
  }

  /** As it is to be submitted. */
  public Submission decided(Submission submission) {
    return node.config(submission.pool())
        .map(pool -> BudgetExhausted.isAskedFor(pool.project().over(pool.user())))
        .map(submission::waiting)
        .orElse(submission);
  }
}
