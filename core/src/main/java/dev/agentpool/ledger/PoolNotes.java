package dev.agentpool.ledger;

/** The notes about the pool itself, which the moves read too. */
public final class PoolNotes {
  public static final String SPACE = "pool";

  /** Present while the pool is drained: nothing is submitted to it. */
  public static final String DRAINED = "drained";

  /** Which slots a person scaled the pool to, a JSON list of ids; absent while the file says it. */
  public static final String SLOTS = "slots";

  private PoolNotes() {}
}
