package dev.agentpool.journal;

import java.util.Locale;

/** What kind of change an entry records. The lower-case name is the wire name. */
public enum JournalKind {
  POOL_OPENED,
  CAPS_CHANGED,
  SUBMITTED,
  UNBLOCKED,
  CLAIMED,
  RESERVATION_EXTENDED,
  /** Its agent waits for an answer: what it does not need meanwhile is released. */
  RESERVATION_SHRUNK,
  SETTLED,
  PUT_BACK,
  CANCELLED,
  APPROVED,
  REJECTED,
  DEPENDENCY_FAILED,
  REFUSED_FOR_BUDGET,
  /** No slot took it in time. */
  GAVE_UP_WAITING,
  /** A task that stands for its plan ended with the plan's last step. */
  PLAN_ENDED,
  /** Somebody looked at tasks that had ended. */
  SEEN,
  NOTE_PUT,
  NOTE_REMOVED,
  /** A note that could not be read was taken out of its readers' way, and kept. */
  NOTE_SET_ASIDE,
  QUESTION_ASKED,
  QUESTION_ANSWERED,
  /** Whoever asked has the answer. */
  QUESTION_DELIVERED,
  /** Nobody waits for an answer any more. */
  QUESTION_VOID,
  /** A live session began, with its first turn. */
  SESSION_OPENED,
  /** It was given a further turn, an answer, or a word into its turn. */
  SESSION_SPOKEN_TO,
  SESSION_ENDED,
  /**
   * The result of an attempt that was no longer the current one: booked, without effect on the
   * task.
   */
  LATE_RESULT;

  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
