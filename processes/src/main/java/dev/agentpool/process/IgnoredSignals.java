package dev.agentpool.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A shell that starts a program in the background lets it ignore SIGINT and SIGQUIT, and nohup
 * SIGHUP. What is ignored stays so through every exec: no agent, and no tool of an agent, could
 * then be interrupted. The daemon has a process session of its own, so none of these reaches it
 * from a terminal anyway.
 */
final class IgnoredSignals {
  private static final Logger log = LoggerFactory.getLogger(IgnoredSignals.class);
  private static final int[] INHERITED = {Native.SIGHUP, Native.SIGINT, Native.SIGQUIT};

  private IgnoredSignals() {}

  static void giveBack() {
    long ignored = mask();
    for (int signal : INHERITED) {
      if ((ignored & (1L << (signal - 1))) != 0) {
        Native.defaultSignal(signal);
      }
    }
  }

  private static long mask() {
    try {
      for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
        if (line.startsWith("SigIgn:")) {
          return Long.parseUnsignedLong(line.substring("SigIgn:".length()).strip(), 16);
        }
      }
    } catch (IOException | NumberFormatException elsewhere) {
      log.debug("cannot tell which signals are ignored: {}", elsewhere.getMessage());
    }
    return 0;
  }
}
