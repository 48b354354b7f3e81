package dev.agentpool.mailroom;

import dev.agentpool.mail.Mail;

/** Where mail goes that lay in a pool's folder. Thread-safe. */
@FunctionalInterface
interface Intake {
  /**
   * Takes a mail in; it is durable when this returns. The same mail again is the same mail. Throws
   * when it cannot be taken now: then it is brought again.
   */
  Verdict accept(Mail mail);

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
