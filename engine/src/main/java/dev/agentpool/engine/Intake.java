package dev.agentpool.engine;

import dev.agentpool.ledger.Submission;
import java.util.function.Consumer;

/** Whether new work is taken. Once closed it stays so: the daemon is about to end. Thread-safe. */
public final class Intake {
  private volatile String closed = "";
  private volatile Consumer<Submission> rules = _ -> {};

  /**
   * @param check throws {@link Refused} for work that cannot be done as it is asked for
   */
  public void heed(Consumer<Submission> check) {
    rules = check;
  }

  /**
   * @param why what those are told who bring work
   */
  public void close(String why) {
    closed = why;
  }

  /** Throws {@link Refused} when this work is not taken. */
  void check(Submission submission) {
    check();
    rules.accept(submission);
  }

  /** Throws {@link Refused} when no work is taken. */
  void check() {
    String why = closed;
    if (!why.isEmpty()) {
      throw new Refused(Refused.Kind.CONFLICT, "stopping", why);
    }
  }
}
