package dev.agentpool.role;

import dev.agentpool.contract.Verification;
import dev.agentpool.ledger.Ledger;
import dev.agentpool.mail.Mail;
import dev.agentpool.mail.MailId;
import dev.agentpool.post.Mailed;
import dev.agentpool.post.PostOffice;
import dev.agentpool.post.Taken;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.task.TaskState;
import java.util.Optional;

/**
 * A verification has an effect: pass lets what depends on the task start, fail sends the work back
 * with the notes, whether it waits for its verification or was taken as done before.
 */
final class Verifying {
  private final Ledger ledger;
  private final PostOffice office;

  Verifying(Ledger ledger, PostOffice office) {
    this.ledger = ledger;
    this.office = office;
  }

  /** What came of it, for the one who verified; empty when nothing did. */
  String carryOut(RoleCall call, Verification verification) {
    TaskRecord task = office.task(call.pool().id(), verification.task()).orElse(null);
    if (task == null) {
      return "";
    }
    return switch (verification.status()) {
      case PASS -> pass(task);
      case FAIL -> fail(call, task, verification);
      case PARTIAL ->
          task.state() == TaskState.PENDING_REVIEW ? " (it still waits for pass or fail)" : "";
    };
  }

  private String pass(TaskRecord task) {
    if (task.state() != TaskState.PENDING_REVIEW) {
      return "";
    }
    ledger.approve(task.id());
    return " (what depends on it may start)";
  }

  private String fail(RoleCall call, TaskRecord task, Verification verification) {
    String notes = "Held against contract " + verification.contract() + ": " + verification.notes();
    if (task.state() == TaskState.PENDING_REVIEW) {
      ledger.reject(task.id(), notes);
      return ledger.task(task.id()).filter(now -> now.state() == TaskState.FAILED).isPresent()
          ? " (it was sent back too often and has failed)"
          : " (it is sent back with your notes)";
    }
    Optional<Mailed> mailed = Mailed.of(task);
    if (task.state() != TaskState.COMPLETED || mailed.isEmpty()) {
      return "";
    }
    return again(call, mailed.get(), notes);
  }

  /** It was taken as done: the same work again, as another task. */
  private String again(RoleCall call, Mailed done, String notes) {
    int n = 1;
    while (office.task(call.pool().id(), rework(done, n)).isPresent()) {
      n++;
    }
    Mail before = done.mail();
    Mail mail =
        new Mail(
            new MailId(rework(done, n)),
            call.name(),
            before.to(),
            before.type(),
            before.contracts(),
            before.priority(),
            java.util.List.of(before.id().value()),
            null,
            ledger.now(),
            before.body() + "\n\n### It was done once, and did not pass\n\n" + notes);
    Taken taken = office.deliver(call.pool(), mail, call.sender());
    return " (it is sent back as " + mail.id() + ": it " + taken.told() + ")";
  }

  private static String rework(Mailed done, int n) {
    return done.mail().id() + "-rework-" + n;
  }
}
