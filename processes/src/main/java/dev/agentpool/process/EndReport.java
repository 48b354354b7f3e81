package dev.agentpool.process;

import java.util.List;
import java.util.Objects;

/**
 * What it took to end a session.
 *
 * @param means the strongest means that was needed
 * @param swept how many escaped descendants were found and killed one by one
 * @param survivors pids that were still there at the last check; empty when all is well
 */
public record EndReport(Means means, int swept, List<Long> survivors) {

  /** From gentle to harsh. */
  public enum Means {
    ALREADY_ENDED,
    SIGTERM,
    SIGKILL,
    /** Even the holder, which leads the session and writes the exit code, had to be killed. */
    SIGKILL_HOLDER
  }

  public EndReport {
    Objects.requireNonNull(means, "means is null");
    survivors = List.copyOf(survivors);
  }

  /** Nothing of the session is left. */
  public boolean isClean() {
    return survivors.isEmpty();
  }
}
