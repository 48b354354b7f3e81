package dev.agentpool.engine;

/**
 * Why a task that waits does not begin, when it is more than its turn.
 *
 * @param why for people: what is in the way, and what to do
 */
public record Standstill(Cause cause, String why) {
  /** What is in the way. */
  public enum Cause {
    /** The pool takes no work, or its project cannot be worked in. */
    POOL,
    /** The slot that it names. */
    SLOT,
    /** The provider that it names. */
    PROVIDER,
    /** A cap, of money, tokens or turns. */
    MONEY,
    /** It is tried again later. */
    TIME
  }
}
