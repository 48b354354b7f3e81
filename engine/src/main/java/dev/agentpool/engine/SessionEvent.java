package dev.agentpool.engine;

import java.util.Locale;

/** What there is to see of a live session (spec control-plane 2). The wire name is lower case. */
public enum SessionEvent {
  NONE,
  QUESTION,
  APPROVAL_PROMPT,
  IDLE,
  COMPLETED,
  ERROR,
  LIMIT_WARNING,
  OVERAGE_PROMPT,
  SCREEN_CHANGED,
  TIMEOUT;

  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
