package dev.agentpool.post;

import dev.agentpool.expert.Role;
import dev.agentpool.ledger.Ledger;
import dev.agentpool.mail.Mail;
import dev.agentpool.question.Asked;
import dev.agentpool.question.Question;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.task.TaskState;
import java.util.Optional;

/** Mail that takes other mail back, whether that waits, is proposed, is a task, or is to come. */
final class Cancelling {
  private final Ledger ledger;
  private final Letters letters;
  private final Dependencies dependencies;
  private final Approvals approvals;
  private final Delivery delivery;

  Cancelling(
      Ledger ledger,
      Letters letters,
      Dependencies dependencies,
      Approvals approvals,
      Delivery delivery) {
    this.ledger = ledger;
    this.letters = letters;
    this.dependencies = dependencies;
    this.approvals = approvals;
    this.delivery = delivery;
  }

  Taken cancel(Post post, Mail mail, Sender sender) {
    String target = mail.cancels();
    if (target == null || target.isBlank()) {
      return new Taken.Bounced("a cancel has to say what it cancels, in the field \"cancels\"");
    }
    Optional<TaskRecord> task = dependencies.task(post.id(), target);
    if (task.isPresent()) {
      String by = Mailed.of(task.get()).map(it -> it.mail().from()).orElse("");
      return mayCancel(mail, sender, by)
          ? cancel(task.get(), mail, target)
          : refused(mail, target, by);
    }
    Optional<Letter> letter = letters.find(post.id(), Letters.workKey(target));
    if (letter.isPresent()) {
      return mayCancel(mail, sender, letter.get().mail().from())
          ? cancel(post, letter.get(), mail)
          : refused(mail, target, letter.get().mail().from());
    }
    Proposal named =
        new Proposal(target, Asked.Kind.DISPATCH, "", "", new Proposal.Wish.Amend("", ""));
    Optional<Question> proposed = approvals.open(post.id(), named.requestId());
    if (proposed.isPresent()) {
      ledger.withdraw(proposed.get().id(), "cancelled by " + mail.from());
      return new Taken.Done("the proposal " + target + " is withdrawn");
    }
    letters.put(
        post.id(), Letter.of(mail, sender, Letter.State.HELD, "waits for " + target, ledger.now()));
    return new Taken.Held("waits for " + target + ", which will not be done when it comes");
  }

  /** An expert takes back what it sent itself; a person, and who speaks for them, anything. */
  private static boolean mayCancel(Mail mail, Sender sender, String sentBy) {
    return sender.hops() == 0
        || mail.from().equals(sentBy)
        || mail.from().equals(Role.ARCHITECT.word());
  }

  private static Taken refused(Mail mail, String target, String by) {
    return new Taken.Bounced(mail.from() + " cannot cancel " + target + ": it was sent by " + by);
  }

  private Taken cancel(TaskRecord task, Mail mail, String target) {
    if (task.state().terminal()) {
      return new Taken.Done(target + " has ended already: " + task.state().wireName());
    }
    if (task.state() == TaskState.RUNNING) {
      return new Taken.Done("cancel requested while active: " + target + " ends as it would have");
    }
    ledger.cancel(task.id(), "cancelled by " + mail.from());
    return new Taken.Done(target + " is cancelled");
  }

  private Taken cancel(Post post, Letter letter, Mail mail) {
    String target = letter.mail().id().value();
    if (letter.state() == Letter.State.HELD || letter.state() == Letter.State.UNREAD) {
      delivery.bury(post, letter.mail(), letter.sender(), "cancelled by " + mail.from());
      return new Taken.Done(target + " is cancelled");
    }
    return new Taken.Done(target + " has ended already: " + letter.state().wireName());
  }
}
