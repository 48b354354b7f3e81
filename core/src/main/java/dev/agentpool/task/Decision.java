package dev.agentpool.task;

/** What the rules say to a move. */
public sealed interface Decision {
  /** The move is legal; this is the task after it. */
  record Moved(TaskRecord after) implements Decision {}

  /** Already so: nothing changes, and that is no error (a cancel of a terminal task). */
  record Unchanged(String why) implements Decision {}

  /** Not legal; nothing changes. */
  record Refused(Refusal refusal) implements Decision {}
}
