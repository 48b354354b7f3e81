package dev.agentpool.engine;

/** Whether new work is taken. Once closed it stays so: the daemon is about to end. Thread-safe. */
public final class Intake {
  private volatile String closed = "";

  /**
   * @param why what those are told who bring work
   */
  public void close(String why) {
    closed = why;
  }

  /** Throws {@link Refused} when no work is taken. */
  void check() {
    String why = closed;
    if (!why.isEmpty()) {
      throw new Refused(Refused.Kind.CONFLICT, "stopping", why);
    }
  }
}
