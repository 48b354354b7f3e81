package dev.agentpool.engine;

import java.util.Locale;
import java.util.Optional;

/** What a live session is at, in the words of the control plane (spec control-plane 2). */
public enum SessionState {
  STARTING,
  READY,
  RUNNING,
  AWAITING_USER_INPUT,
  AWAITING_APPROVAL,
  /** Its turn was interrupted, and it waits for the next. */
  IDLE,
  /** Its newest turn has a result; it may be given another one while it has not ended. */
  COMPLETED,
  FAILED,
  CANCELLED,
  UNKNOWN;

  /** Whether a session that has ended can be at this; at the others only one that lives is. */
  public boolean mayHaveEnded() {
    return switch (this) {
      case COMPLETED, FAILED, CANCELLED -> true;
      case STARTING, READY, RUNNING, AWAITING_USER_INPUT, AWAITING_APPROVAL, IDLE, UNKNOWN -> false;
    };
  }

  /** In any case; empty for another word. */
  public static Optional<SessionState> named(String text) {
    for (SessionState state : values()) {
      if (state.name().equals(text.toUpperCase(Locale.ROOT))) {
        return Optional.of(state);
      }
    }
    return Optional.empty();
  }
}
