package dev.agentpool.engine;

import dev.agentpool.live.LiveSession;
import dev.agentpool.question.Asked;
import dev.agentpool.question.Question;
import dev.agentpool.task.TaskRecord;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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

  /**
   * Where a session stands.
   *
   * @param turn the first of its turns that have not ended, else its newest
   * @param asks what its agent asks; null when it asks nothing
   */
  static SessionState of(LiveSession row, TaskRecord turn, @Nullable Question asks) {
    LiveSession.Ended ended = row.ended();
    if (ended != null) {
      return switch (ended.as()) {
        case COMPLETED -> COMPLETED;
        case CANCELLED, TIMED_OUT -> CANCELLED;
      };
    }
    if (asks != null) {
      return asks.asked().kind() == Asked.Kind.AGENT ? AWAITING_USER_INPUT : AWAITING_APPROVAL;
    }
    return switch (turn.state()) {
      case PENDING, BLOCKED ->
          turn.id().equals(row.firstTurn()) && turn.fence() == 0 ? STARTING : RUNNING;
      case RUNNING -> RUNNING;
      case PENDING_REVIEW, COMPLETED -> COMPLETED;
      case FAILED -> FAILED;
      case CANCELLED -> IDLE;
    };
  }

  /** Whether a session that has ended can be at this; at the others only one that lives is. */
  public boolean mayHaveEnded() {
    return switch (this) {
      case COMPLETED, CANCELLED -> true;
      case STARTING,
          READY,
          RUNNING,
          AWAITING_USER_INPUT,
          AWAITING_APPROVAL,
          IDLE,
          FAILED,
          UNKNOWN ->
          false;
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
