package dev.agentpool.post;

import dev.agentpool.config.PoolConfig;
import dev.agentpool.engine.Refused;
import dev.agentpool.ledger.Ledger;
import dev.agentpool.mail.Mail;
import dev.agentpool.mail.MailId;
import dev.agentpool.mail.MailType;
import dev.agentpool.mail.UnreadableMail;
import dev.agentpool.pool.PoolId;
import dev.agentpool.question.Answer;
import dev.agentpool.question.Question;
import dev.agentpool.task.TaskId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out what people said to questions of the post office. A question is delivered when what
 * it asked is done, so one that was answered while no daemon ran is found again.
 */
final class Answers {
  private static final Logger LOG = LoggerFactory.getLogger(Answers.class);
  private final Ledger ledger;
  private final PostOffice office;
  private final Contracting contracting;

  Answers(Ledger ledger, PostOffice office, Contracting contracting) {
    this.ledger = ledger;
    this.office = office;
    this.contracting = contracting;
  }

  /** Those that are answered and not done. */
  List<Question> unfinished(PoolId pool) {
    return ledger
        .questions(
            new dev.agentpool.ledger.QuestionFilter(
                pool, null, Set.of(Question.State.ANSWERED), 10_000, 0))
        .stream()
        .filter(question -> question.attempt() == null)
        .toList();
  }

  void carryOut(PoolConfig pool, Question question) {
    Question.Given given = question.given();
    if (given == null || question.state() != Question.State.ANSWERED) {
      return;
    }
    if (Approvals.isProposal(question)) {
      proposal(pool, question, given.answer());
    } else if (Handoffs.about(question) instanceof TaskId task) {
      handoff(task, given.answer());
    } else if (office.concierge().about(question) instanceof Letter letter) {
      concierge(pool, letter, given.answer());
    } else {
      return; // somebody else's
    }
    ledger.delivered(question.id());
  }

  private void proposal(PoolConfig pool, Question question, Answer answer) {
    Proposal proposal;
    try {
      proposal = Proposal.read(question.asked());
    } catch (UnreadableMail | RuntimeException unreadable) {
      LOG.error("the proposal of {} cannot be read", question.id(), unreadable);
      return;
    }
    if (answer.verdict() == Answer.Verdict.YES) {
      try {
        approved(pool, proposal);
      } catch (Refused refused) {
        tell(pool, proposal, "was approved, but could not be done: " + refused.getMessage());
      }
    } else {
      String why = answer.text().isBlank() ? "" : ": " + answer.text().strip();
      tell(pool, proposal, "proposal rejected" + why);
      if (proposal.wish() instanceof Proposal.Wish.Mails(List<Mail> mails, _)) {
        mails.forEach(mail -> office.deadFrom(pool, mail, "proposal rejected" + why));
      }
    }
  }

  private void approved(PoolConfig pool, Proposal proposal) {
    switch (proposal.wish()) {
      case Proposal.Wish.Mails(List<Mail> mails, Sender sender) ->
          mails.forEach(mail -> office.deliver(pool, mail, sender));
      case Proposal.Wish.Define(String id, List<String> between, String body) ->
          tell(pool, proposal, contracting.define(pool, id, between, body));
      case Proposal.Wish.Amend(String id, String body) ->
          tell(pool, proposal, contracting.amend(pool, id, body));
    }
  }

  private void tell(PoolConfig pool, Proposal proposal, String what) {
    String by = proposal.by().replace(" (unverified)", "");
    String to = office.roster(pool).find(by).isPresent() ? by : "concierge";
    office.deliver(
        pool,
        Mail.of(
            new MailId(Short.hash("answer\0" + proposal.id() + what).substring(0, 24)),
            Delivery.POSTOFFICE,
            to,
            MailType.NOTIFY,
            proposal.id() + ": " + what),
        Sender.PERSON);
  }

  private void handoff(TaskId task, Answer answer) {
    if (answer.verdict() == Answer.Verdict.NO) {
      ledger.cancel(task, "a person ended it after it was handed over several times");
    } else {
      ledger.hurry(task, "a person lets a fresh session go on with it");
    }
  }

  private void concierge(PoolConfig pool, Letter letter, Answer answer) {
    if (letter.state() != Letter.State.UNREAD) {
      return;
    }
    String said =
        answer.verdict() == Answer.Verdict.TEXT || !answer.text().isBlank()
            ? answer.text()
            : answer.verdict().wireName();
    Mail mail = letter.mail();
    office.finish(pool, mail.id().value(), said);
    List<String> senders = new ArrayList<>();
    office.roster(pool).find(mail.from()).ifPresent(known -> senders.add(known.name().value()));
    for (String sender : senders) {
      office.deliver(
          pool,
          Mail.of(
              new MailId("re-" + Short.hash(mail.id().value()).substring(0, 16)),
              "concierge",
              sender,
              MailType.RESPONSE,
              "To \"" + mail.id() + "\": " + said),
          Sender.PERSON);
    }
  }
}
