package dev.agentpool.mailroom;

import dev.agentpool.mail.Mail;
import java.util.List;

/** Where mail goes that lay in a pool's folder. Thread-safe. */
@FunctionalInterface
interface Intake {
  /**
   * Takes mails in, in this order; what is answered for is durable when this returns. The same mail
   * again is the same mail. Throws when not even the first can be taken now: then they are brought
   * again.
   *
   * @param mails at least one
   * @return a verdict for each of the first of them, one at least: those behind are to be brought
   *     again
   */
  List<Verdict> accept(List<Mail> mails);

  /** What became of it. */
  sealed interface Verdict {
    /** It is the ledger's now, whatever came of it. */
    record Taken() implements Verdict {}

    /**
     * It is not, and never will be.
     *
     * @param why for whoever wrote it
     */
    record Refused(String why) implements Verdict {}
  }
}
