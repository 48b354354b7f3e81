package dev.agentpool.mailroom;

/** What was just done with a file: the daemon may be killed after each. */
public enum Step {
  /** It has a name that nobody else puts a file under. */
  CLAIMED,
  READ,
  ACCEPTED,
  REMOVED,
  /** Of one that is no mail: why is written. */
  REASON_WRITTEN,
  /** It lies beside the reason. */
  BURIED;

  /** Hears of each step; a test ends the process there. */
  @FunctionalInterface
  public interface Listener {
    Listener NONE = _ -> {};

    void after(Step step);
  }
}
