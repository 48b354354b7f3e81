package dev.agentpool.post;

import dev.agentpool.ledger.Submission;
import dev.agentpool.mail.Mail;

/** How far a mail has come on its way. */
sealed interface Step {
  /** Nothing more is done with it now. */
  record Over(Taken taken) implements Step {}

  /** All is in order: it may be a task. */
  record Order(Mail mail, Submission submission) implements Step {}
}
