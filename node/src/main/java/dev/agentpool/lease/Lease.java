package dev.agentpool.lease;

import dev.agentpool.task.TaskId;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * A task's claim of one file. It ends with the task, when it is released, or at its time.
 *
 * @param file from the project's root, with slashes; absolute when it lies outside of it
 * @param until empty when it lasts as long as its task
 */
public record Lease(
    String id, String file, Mode mode, TaskId task, Instant since, Optional<Instant> until) {
  /** What its holder wants of the file. Readers stand beside each other, a writer alone. */
  public enum Mode {
    READ,
    WRITE;

    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Whose the file is, to what end, and until when if a time was said; a clause for people. */
  public String told() {
    return file
        + " is leased to "
        + task.value()
        + " to "
        + mode.wireName()
        + until.map(end -> " until " + end).orElse("");
  }

  boolean isOver(Instant now) {
    return until.isPresent() && !now.isBefore(until.get());
  }

  boolean isInTheWayOf(TaskId other, String wanted, Mode how) {
    return !task.equals(other) && file.equals(wanted) && (mode == Mode.WRITE || how == Mode.WRITE);
  }
}
