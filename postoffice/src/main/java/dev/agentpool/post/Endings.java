package dev.agentpool.post;

import dev.agentpool.config.PoolConfig;
import dev.agentpool.expert.Role;
import dev.agentpool.mail.Mail;
import dev.agentpool.mail.MailId;
import dev.agentpool.mail.MailType;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.task.TaskState;

/** What follows when the task of a mail ends, or its result waits to be verified. */
final class Endings {
  private static final int SHOWN = 20_000;
  private final PostOffice office;

  Endings(PostOffice office) {
    this.office = office;
  }

  void of(PoolConfig pool, Mailed mailed) {
    switch (mailed.task().state()) {
      case FAILED, CANCELLED -> failed(pool, mailed);
      case PENDING_REVIEW -> toVerify(pool, mailed);
      case COMPLETED -> office.completed(pool, mailed.mail());
      default -> {} // it goes on
    }
  }

  private void failed(PoolConfig pool, Mailed mailed) {
    TaskRecord task = mailed.task();
    String id = mailed.mail().id().value();
    if (office.task(pool.id(), id).filter(newest -> newest.id().equals(task.id())).isEmpty()) {
      return; // it was tried again
    }
    office.failed(pool, mailed.mail(), reason(task));
  }

  private static String reason(TaskRecord task) {
    String reason = task.reason().isBlank() ? "" : ": " + task.reason();
    return task.state() == TaskState.CANCELLED
        ? "it was cancelled" + reason
        : "it failed" + reason + " (agentpool mail requeue tries again)";
  }

  /** Who handed it out under a contract says whether it is done. */
  private void toVerify(PoolConfig pool, Mailed mailed) {
    Mail mail = mailed.mail();
    TaskRecord task = mailed.task();
    if (mail.contracts().isEmpty() || mail.from().equals(Delivery.POSTOFFICE)) {
      return;
    }
    String output = task.result() == null ? "" : task.result().output();
    String shown = output.length() <= SHOWN ? output : output.substring(0, SHOWN) + "…";
    Mail verify =
        Mail.of(
                new MailId(
                    "verify-"
                        + Short.hash(mail.id().value() + "\0" + task.rejections() + task.id())
                            .substring(0, 12)),
                Delivery.POSTOFFICE,
                Role.ARCHITECT.word(),
                MailType.TASK,
                "Task \""
                    + mail.id()
                    + "\" of "
                    + mail.to()
                    + " is done by its own word. Verify it against "
                    + String.join(", ", mail.contracts())
                    + " (below) and say what you found with the tool verify_result: pass lets"
                    + " what depends on it start, fail sends it back with your notes.\n\n"
                    + "### What was asked\n\n"
                    + mail.body()
                    + "\n\n### What it answered\n\n"
                    + shown)
            .withContracts(mail.contracts());
    office.deliver(pool, verify, Sender.PERSON);
  }
}
