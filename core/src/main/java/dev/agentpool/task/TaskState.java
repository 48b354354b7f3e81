package dev.agentpool.task;

import java.util.Locale;

/** Where a task stands (architecture, section 4). The lower-case name is the wire name. */
public enum TaskState {
  BLOCKED,
  PENDING,
  RUNNING,
  PENDING_REVIEW,
  COMPLETED,
  FAILED,
  CANCELLED;

  /** Terminal is final: no move leaves such a state. */
  public boolean terminal() {
    return switch (this) {
      case COMPLETED, FAILED, CANCELLED -> true;
      case BLOCKED, PENDING, RUNNING, PENDING_REVIEW -> false;
    };
  }

  /** Whether its result is there: it has ended, or its success waits for a review. */
  public boolean isThere() {
    return terminal() || this == PENDING_REVIEW;
  }

  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static TaskState ofWireName(String name) {
    for (TaskState state : values()) {
      if (state.wireName().equals(name)) {
        return state;
      }
    }
    throw new IllegalArgumentException("unknown task state: " + name);
  }
}
