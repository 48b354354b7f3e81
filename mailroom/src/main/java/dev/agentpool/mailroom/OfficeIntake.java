package dev.agentpool.mailroom;

import dev.agentpool.config.PoolConfig;
import dev.agentpool.engine.Refused;
import dev.agentpool.ledger.Ledger;
import dev.agentpool.mail.Mail;
import dev.agentpool.post.Mailed;
import dev.agentpool.post.PostOffice;
import dev.agentpool.post.Sender;
import dev.agentpool.post.Taken;
import dev.agentpool.task.TaskId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Brings mail that lay in a folder to the post office; who sent it nobody knows for certain. */
final class OfficeIntake implements Intake {
  private final Ledger ledger;
  private final PostOffice office;
  private final Supplier<Optional<PoolConfig>> pool;

  /**
   * @param pool empty while it cannot be opened
   */
  OfficeIntake(Ledger ledger, PostOffice office, Supplier<Optional<PoolConfig>> pool) {
    this.ledger = ledger;
    this.office = office;
    this.pool = pool;
  }

  @Override
  public List<Verdict> accept(List<Mail> mails) {
    PoolConfig open =
        pool.get()
            .orElseThrow(() ->
                new IllegalStateException("the pool cannot be opened now: see agentpool status"));
    List<Verdict> verdicts = new ArrayList<>();
    try {
      office.acceptEach(
          open,
          mails,
          Sender.FILE,
          taken -> verdicts.add(verdict(mails.get(verdicts.size()), taken)));
    } catch (Refused refused) {
      if (refused.kind() == Refused.Kind.INVALID) {
        verdicts.add(new Verdict.Refused(String.valueOf(refused.getMessage())));
      } else if (verdicts.isEmpty()) {
        throw refused; // something is in the way now
      }
    }
    return verdicts;
  }

  private Verdict verdict(Mail mail, Taken taken) {
    return switch (taken) {
      case Taken.Queued(TaskId task, boolean again) when again -> twin(mail, task);
      case Taken.Bounced(String why) -> new Verdict.Refused(why);
      case Taken.Queued _, Taken.Held _, Taken.Proposed _, Taken.Kept _, Taken.Done _ ->
          new Verdict.Taken();
    };
  }

  /** The same mail again is the same mail; another one of its id nobody would ever do. */
  private Verdict twin(Mail mail, TaskId task) {
    boolean same =
        ledger
            .task(task)
            .flatMap(Mailed::of)
            .map(Mailed::mail)
            .filter(known -> known.to().equals(mail.to()) && known.body().equals(mail.body()))
            .isPresent();
    return same
        ? new Verdict.Taken()
        : new Verdict.Refused(
            "another mail has the id "
                + mail.id()
                + " already, it is "
                + task
                + ": give it another");
  }
}
