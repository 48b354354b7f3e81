package dev.agentpool.session;

import java.util.Locale;

/** What a terminal's screen shows of an agent. The lower-case name is the wire name. */
public enum ScreenState {
  /** It waits for a prompt. */
  IDLE,
  /** It works. */
  BUSY,
  /** It works, and holds words that it was told meanwhile. */
  QUEUED,
  /** It asks whether it may do something, or a start-up menu wants a choice. */
  APPROVAL,
  /** It wants to know something. */
  QUESTION,
  /** Its usage window is full, or nearly. */
  LIMIT,
  /** It offers to go on for money beside the subscription. */
  OVERAGE,
  /** It tells of an error and does not go on. */
  ERROR,
  /** It was interrupted. */
  INTERRUPTED,
  /** A finished result block stands there, and the agent works no more. */
  COMPLETED,
  /** Nothing on the screen says. */
  UNKNOWN;

  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether the agent goes on only when somebody answers. */
  public boolean waits() {
    return this == APPROVAL || this == QUESTION || this == OVERAGE;
  }
}
