package dev.agentpool.session;

/** What became of a turn that the daemon before had sent, or was about to send. */
public sealed interface Resumed {
  /** The agent has the prompt, or has it now; its result will come. */
  record GoesOn(Turn turn) implements Resumed {}

  /** The agent provably never saw the prompt. */
  record NeverBegun() implements Resumed {}

  /**
   * Nobody can tell, so nothing was sent again: it may be half done.
   *
   * @param why for people
   */
  record Unknown(String why) implements Resumed {}
}
