package dev.agentpool.api;

import dev.agentpool.answer.MailRow;
import dev.agentpool.answer.MailShown;
import dev.agentpool.answer.MailTaken;
import dev.agentpool.request.MailFilter;
import java.util.List;

/**
 * Mail of an expert pool (docs/experts.md): a task or a question is work, all else is read.
 *
 * {@snippet :
 * MailTaken taken =
 *     pool.mails().send(MailOptions.question("auth", "How long does a token last? @@say An hour.@@"));
 * TaskOutcome outcome = pool.task(taken.taskId().orElseThrow()).await();
 * }
 */
public interface Mails {
  /** Sends it; the answer says what became of it, and names the task where it is one. */
  MailTaken send(MailOptions mail);

  /** As it stands, the oldest first. */
  List<MailRow> list(MailFilter filter);

  /** All mail of one id whole, with what was answered; empty when there is none. */
  List<MailShown.Whole> find(String id);

  /** Tries again what failed, or could not be delivered. */
  MailTaken requeue(String id);
}
