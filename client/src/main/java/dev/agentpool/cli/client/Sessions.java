package dev.agentpool.cli.client;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Whether this process is one that an agent's session started, by its own and its ancestors' mark.
 */
final class Sessions {
  private static final String MARK = "\0AGENTPOOL_SESSION=";

  private Sessions() {}

  /** An emptied environment hides nothing: the shell that holds the session has the mark, too. */
  static boolean isInsideOne() {
    Optional<ProcessHandle> at = Optional.of(ProcessHandle.current());
    while (at.isPresent()) {
      if (isMarked(at.get().pid())) {
        return true;
      }
      at = at.get().parent();
    }
    return false;
  }

  private static boolean isMarked(long pid) {
    try {
      Path file = Path.of("/proc", Long.toString(pid), "environ");
      return ("\0" + Files.readString(file, StandardCharsets.ISO_8859_1)).contains(MARK);
    } catch (IOException hidden) {
      return false;
    }
  }
}
