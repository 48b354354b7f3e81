package dev.agentpool.process;

import dev.agentpool.process.ProcessException.Code;
import java.util.Locale;

/** Turns what the system said into a {@link ProcessException} with the right code. */
final class Failures {

  private Failures() {}

  static ProcessException of(String tried, Throwable failure) {
    if (failure instanceof ProcessException known) {
      return known;
    }
    String said = String.valueOf(failure.getMessage());
    String lower = said.toLowerCase(Locale.ROOT);
    if (lower.contains("no space left") || lower.contains("quota exceeded")) {
      return new ProcessException(
          Code.DISK_FULL, tried + ": the disk is full (" + said + "): make room", failure);
    }
    if (lower.contains("argument list too long")) {
      return new ProcessException(
          Code.SPAWN_FAILED,
          tried + ": the command or its environment is too long: pass large text by the input",
          failure);
    }
    return new ProcessException(Code.SPAWN_FAILED, tried + ": " + said, failure);
  }
}
