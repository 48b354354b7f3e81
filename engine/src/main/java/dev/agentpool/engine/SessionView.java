package dev.agentpool.engine;

import dev.agentpool.live.EndedAs;
import dev.agentpool.live.LiveSession;
import dev.agentpool.question.Question;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.task.TaskState;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A live session at one moment: what the ledger has of it, and whether a process sits in its seat.
 *
 * @param about how it was asked for
 * @param task what it was spawned to do
 * @param turn the first of its turns that have not ended, else its newest
 * @param waitsFor what its agent asks; null when it asks nothing
 * @param queued how many turns wait after this one
 * @param words how many words were said into this one that its agent has not heard
 * @param standsStill why its turn cannot begin, such as a provider at its limit; empty when it can
 * @param process whether a process is kept for it
 */
public record SessionView(
    LiveSession row,
    About about,
    String task,
    TaskRecord turn,
    @Nullable Question waitsFor,
    int queued,
    int words,
    String standsStill,
    boolean process) {

  /** Where it stands; the lower-case name is the wire name. */
  public enum Seat {
    STARTING,
    /** Its process waits for the next turn. */
    RESTING,
    WORKING,
    /** Its agent waits for an answer. */
    WAITING,
    /** Its process was let go, and its conversation is kept. */
    PARKED,
    ENDED;

    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Seat seat() {
    if (!row.lives()) {
      return Seat.ENDED;
    }
    if (waitsFor != null) {
      return Seat.WAITING;
    }
    return switch (turn.state()) {
      case PENDING, BLOCKED -> isFirst() && turn.fence() == 0 ? Seat.STARTING : Seat.WORKING;
      case RUNNING -> Seat.WORKING;
      case PENDING_REVIEW, COMPLETED, FAILED, CANCELLED -> process ? Seat.RESTING : Seat.PARKED;
    };
  }

  private boolean isFirst() {
    return turn.id().equals(row.firstTurn());
  }

  /** Since when it stands there. */
  public Instant since() {
    LiveSession.Ended ended = row.ended();
    if (ended != null) {
      return ended.at();
    }
    if (waitsFor != null) {
      return waitsFor.askedAt();
    }
    Instant finished = turn.finishedAt();
    Instant started = turn.startedAt();
    return finished != null ? finished : started != null ? started : turn.createdAt();
  }

  public SessionState state() {
    return SessionState.of(row, turn, waitsFor);
  }

  public SessionEvent event() {
    LiveSession.Ended ended = row.ended();
    if (ended != null) {
      return switch (ended.as()) {
        case COMPLETED -> SessionEvent.COMPLETED;
        case CANCELLED, TIMED_OUT -> SessionEvent.TIMEOUT;
      };
    }
    if (waitsFor != null) {
      return switch (waitsFor.asked().kind()) {
        case AGENT -> SessionEvent.QUESTION;
        case MONEY -> SessionEvent.OVERAGE_PROMPT;
        case PERMISSION, PLAN, CONTRACT, DISPATCH, MERGE -> SessionEvent.APPROVAL_PROMPT;
      };
    }
    return switch (turn.state()) {
      case PENDING, BLOCKED, RUNNING ->
          standsStill.isEmpty() ? SessionEvent.NONE : SessionEvent.LIMIT_WARNING;
      case PENDING_REVIEW, COMPLETED -> SessionEvent.COMPLETED;
      case FAILED -> SessionEvent.ERROR;
      case CANCELLED -> SessionEvent.IDLE;
    };
  }

  /** What the control plane calls its readiness (spec control-plane 9.1). */
  public String readiness() {
    return switch (event()) {
      case QUESTION -> "waiting_on_question";
      case APPROVAL_PROMPT -> "waiting_on_approval";
      case OVERAGE_PROMPT -> "waiting_on_overage_prompt";
      case LIMIT_WARNING -> "running_limit_warning";
      case COMPLETED -> "completed";
      case ERROR -> "failed";
      case TIMEOUT -> isTimedOut() ? "timeout" : "cancelled";
      case IDLE -> "interrupted";
      case NONE, SCREEN_CHANGED -> seat() == Seat.STARTING ? "starting" : "running";
    };
  }

  private boolean isTimedOut() {
    return row.ended() != null && row.ended().as() == EndedAs.TIMED_OUT;
  }

  /** Whether a turn runs or waits to run. */
  public boolean isAtWork() {
    return row.lives() && !turn.state().terminal() && turn.state() != TaskState.PENDING_REVIEW;
  }

  /** The agent's own words that its newest turn ended with; empty while there are none. */
  public Optional<String> result() {
    return turn.result() == null
        ? Optional.empty()
        : Optional.of(turn.result().report().output()).filter(text -> !text.isBlank());
  }
}
