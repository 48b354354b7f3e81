package dev.agentpool.node.attempt;

import dev.agentpool.task.Outcome;
import dev.agentpool.task.OutcomeCode;
import java.util.Arrays;
import java.util.Optional;

/** Why the node itself ends an attempt before the agent is done, and what its outcome is then. */
public enum Interruption {
  CANCELLED(OutcomeCode.CANCELLED, "cancelled"),
  /** Another node holds the task now, or nobody: this attempt's lease is gone. */
  LEASE_LOST(OutcomeCode.INTERRUPTED, "the attempt's lease was lost"),
  SUSPENDED(OutcomeCode.SUSPENDED, "the daemon stopped; the task goes on when one runs again"),
  RESET(OutcomeCode.INTERRUPTED, "its agent was reset while it worked on this"),
  TIMED_OUT(OutcomeCode.TIMED_OUT, "took longer than its timeout"),
  OVER_BUDGET(
      OutcomeCode.BUDGET_EXHAUSTED,
      "reached the money reserved for it, and no cap had room for more"),
  OVER_TOKENS(
      OutcomeCode.BUDGET_EXHAUSTED,
      "took as many tokens as max_tokens lets it; raise it to let it go on"),
  TOKENS_USED_UP(
      OutcomeCode.BUDGET_EXHAUSTED,
      "reached the tokens reserved for it, and no cap had room for more"),
  TURNS_USED_UP(
      OutcomeCode.BUDGET_EXHAUSTED,
      "reached the turns reserved for it, and no cap had room for more"),
  /** The same where a person may raise a cap: its conversation goes on then. */
  OUT_OF_MONEY(
      OutcomeCode.SUSPENDED,
      "reached the money reserved for it, and no cap had room for more; it goes on in its"
          + " conversation when one has"),
  OUT_OF_TOKENS(
      OutcomeCode.SUSPENDED,
      "reached the tokens reserved for it, and no cap had room for more; it goes on in its"
          + " conversation when one has"),
  OUT_OF_TURNS(
      OutcomeCode.SUSPENDED,
      "reached the turns reserved for it, and no cap had room for more; it goes on in its"
          + " conversation when one has");

  private final OutcomeCode code;
  private final String message;

  Interruption(OutcomeCode code, String message) {
    this.code = code;
    this.message = message;
  }

  /** The one of that name; empty for a name of another agentpool. */
  static Optional<Interruption> named(String name) {
    return Arrays.stream(values()).filter(why -> why.name().equals(name)).findFirst();
  }

  Outcome outcome() {
    return Outcome.of(code, message);
  }
}
