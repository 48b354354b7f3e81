package dev.agentpool.cli.top;

import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.terminal.Colour;

/**
 * A line of the list.
 *
 * @param id of the question or task; of others what tells it from those beside it
 * @param told what the daemon tells of it
 */
record Row(Kind kind, String id, Json told, Colour colour, String text) {
  /** What a line is about. */
  enum Kind {
    /** No thing, but the name of those below it. */
    HEADING,
    QUESTION,
    REVIEW,
    RUNNING,
    WAITING,
    PAUSE,
    FAILED,
    DONE,
    POOL;

    boolean isTask() {
      return this == REVIEW || this == RUNNING || this == WAITING || this == FAILED || this == DONE;
    }
  }

  /** The task that it is about; empty for what is about none. */
  String task() {
    return kind == Kind.QUESTION ? told.text("task") : kind.isTask() ? id : "";
  }

  boolean canBeChosen() {
    return kind != Kind.HEADING;
  }

  /** Whether both are about the same thing, however it stands. */
  boolean isSameAs(Row other) {
    return kind == other.kind && id.equals(other.id);
  }
}
