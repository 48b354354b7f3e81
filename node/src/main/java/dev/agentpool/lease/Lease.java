package dev.agentpool.lease;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * A claim of one file by a task or a live session. It ends with its holder, when it is released, or
 * at its time.
 *
 * @param file from the project's root, with slashes; absolute when it lies outside of it
 * @param until empty when it lasts as long as its holder
 */
public record Lease(
    String id, String file, Mode mode, LeaseHolder holder, Instant since, Optional<Instant> until) {
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
        + holder.id()
        + " to "
        + mode.wireName()
        + until.map(end -> " until " + end).orElse("");
  }

  boolean isOver(Instant now) {
    return until.isPresent() && !now.isBefore(until.get());
  }

  /** Whether it forbids anybody else to have this file so. */
  boolean excludes(String wanted, Mode how) {
    return file.equals(wanted) && (mode == Mode.WRITE || how == Mode.WRITE);
  }
}
