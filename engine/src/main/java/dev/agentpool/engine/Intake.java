package dev.agentpool.engine;

import dev.agentpool.ledger.Submission;
import java.util.function.UnaryOperator;

/** Whether new work is taken. Once closed it stays so: the daemon is about to end. Thread-safe. */
public final class Intake {
  private volatile String closed = "";
  private volatile UnaryOperator<Submission> rules = UnaryOperator.identity();

  /**
   * @param decides what work becomes of what is asked for; throws {@link Refused} for what cannot
   *     be done so
   */
  public void heed(UnaryOperator<Submission> decides) {
    rules = decides;
  }

  /**
   * @param why what those are told who bring work
   */
  public void close(String why) {
    closed = why;
  }

  /** The work as it is to be submitted; throws {@link Refused} when it is not taken. */
  Submission taken(Submission submission) {
    check();
    return rules.apply(submission);
  }

  /** Throws {@link Refused} when no work is taken. */
  void check() {
    String why = closed;
    if (!why.isEmpty()) {
      throw new Refused(Refused.Kind.CONFLICT, "stopping", why);
    }
  }
}
