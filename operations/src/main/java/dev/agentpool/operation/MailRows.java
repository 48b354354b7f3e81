package dev.agentpool.operation;

import static dev.agentpool.operation.Operation.named;

import dev.agentpool.answer.MailList;
import dev.agentpool.answer.MailRow;
import dev.agentpool.answer.MailShown;
import dev.agentpool.answer.MailTaken;
import dev.agentpool.config.PoolConfig;
import dev.agentpool.engine.Refused;
import dev.agentpool.mail.Mail;
import dev.agentpool.mail.MailId;
import dev.agentpool.mail.MailType;
import dev.agentpool.mail.Priority;
import dev.agentpool.post.Letter;
import dev.agentpool.post.Mailed;
import dev.agentpool.post.Meant;
import dev.agentpool.post.PostOffice;
import dev.agentpool.post.Progress;
import dev.agentpool.post.Sender;
import dev.agentpool.post.Taken;
import dev.agentpool.question.QuestionId;
import dev.agentpool.request.MailFilter;
import dev.agentpool.request.MailName;
import dev.agentpool.request.MailRequest;
import dev.agentpool.task.TaskId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Mail of expert pools: what there is, sent, tried again. */
public final class MailRows {
  private static final String ALL = "/v1/mail";

  /** Of work as the board has it, then of letters. */
  private static final List<String> STATES =
      List.of(
          "pending",
          "blocked",
          "active",
          "completed",
          "failed",
          "cancelled",
          "unread",
          "read",
          "held",
          "done",
          "dead");

  public static final Operation<MailFilter, MailList> LIST =
      named("mail.list", "Mail of an expert pool: work and how it stands, letters, dead ones")
          .takes(MailFilter.class)
          .gives(MailList.class)
          .at(Route.get(ALL).fails(400, 404))
          .does(MailRows::list);

  public static final Operation<MailRequest, MailTaken> SEND =
      named("mail.send", "Sends mail to an expert; the same id is the same mail")
          .takes(MailRequest.class)
          .gives(MailTaken.class)
          .at(Route.post(ALL).status(201).fails(400, 404, 409))
          .does(MailRows::send);

  public static final Operation<MailName, MailShown> GET =
      named("mail.get", "A mail whole, with what was answered")
          .takes(MailName.class)
          .gives(MailShown.class)
          .at(Route.get(ALL + "/{id}").with("id", "mail_id").fails(400, 404))
          .does((asking, asked) -> MailWhole.of(asking, asked.mailId()));

  public static final Operation<MailName, MailTaken> REQUEUE =
      named("mail.requeue", "Tries mail again that failed, or could not be delivered")
          .takes(MailName.class)
          .gives(MailTaken.class)
          .at(Route.post("/v1/mail/{id}/requeue").with("id", "mail_id").fails(400, 404, 409))
          .does((asking, asked) -> requeue(asking, asked.mailId()));

  private static final Set<String> WENT_WRONG = Set.of("failed", "cancelled");

  private MailRows() {}

  static List<Operation<?, ?>> all() {
    return List.of(LIST, SEND, GET, REQUEUE);
  }

  private static PostOffice office(Asking asking) {
    return asking.house().experts().office();
  }

  private static MailList list(Asking asking, MailFilter filter) {
    PoolConfig pool = asking.standing();
    office(asking).roster(pool); // refused for a pool without experts
    filter
        .state()
        .filter(state -> !STATES.contains(state))
        .ifPresent(state -> {
          throw Refused.invalid(
              "'state': no mail is \"" + Meant.shown(state) + "\"" + Meant.hint(state, STATES));
        });
    List<MailRow> rows = new ArrayList<>();
    for (Progress work : asking.house().experts().board().all(pool.id())) {
      rows.add(work(asking, pool, work));
    }
    for (Letter letter : office(asking).letters(pool.id())) {
      if (!letter.mail().type().asksForWork()) {
        rows.add(letter(letter));
      }
    }
    return new MailList(
        rows.stream()
            .filter(row -> filter.id().filter(id -> !id.equals(row.id())).isEmpty())
            .filter(row -> filter.to().filter(to -> !to.equals(row.to())).isEmpty())
            .filter(row -> filter.state().filter(state -> !stands(row, state)).isEmpty())
            .sorted(Comparator.comparing(MailRow::createdAt))
            .toList());
  }

  /** Work that never became a task is told as the board has it, and found as the letter it is. */
  private static boolean stands(MailRow row, String state) {
    boolean isLetter = row.taskId().isEmpty();
    return row.state().equals(state)
        || isLetter && state.equals("held") && row.state().equals("blocked")
        || isLetter && state.equals("dead") && WENT_WRONG.contains(row.state());
  }

  static MailRow work(Asking asking, PoolConfig pool, Progress work) {
    boolean verified =
        office(asking)
            .task(pool.id(), work.id())
            .flatMap(Mailed::of)
            .map(Mailed::verified)
            .or(() -> office(asking).work(pool.id(), work.id()).map(it -> it.sender().verified()))
            .orElse(false);
    return new MailRow(
        work.id(),
        work.type(),
        work.from(),
        work.expert(),
        work.status(),
        work.note(),
        Optional.ofNullable(work.task()),
        work.dependsOn(),
        work.createdAt(),
        verified);
  }

  static MailRow letter(Letter letter) {
    Mail mail = letter.mail();
    return new MailRow(
        mail.id().value(),
        mail.type().word(),
        mail.from(),
        mail.to(),
        letter.state().wireName(),
        letter.why(),
        Optional.empty(),
        mail.dependsOn(),
        letter.at(),
        letter.sender().verified());
  }

  private static MailTaken requeue(Asking asking, String id) {
    PoolConfig pool = asking.pool();
    try {
      return told(id, office(asking).requeue(pool, id));
    } catch (Refused refused) {
      if (refused.kind() != Refused.Kind.NOT_FOUND
          || !refused.code().equals("dead_letter_not_found")) {
        throw refused;
      }
      List<String> dead =
          office(asking).letters(pool.id()).stream()
              .filter(letter -> letter.state() == Letter.State.DEAD)
              .map(letter -> letter.mail().id().value())
              .toList();
      throw new Refused(
          refused.kind(),
          refused.code(),
          "dead letter not found: " + Meant.shown(id) + Meant.hint(id, dead));
    }
  }

  private static MailTaken send(Asking asking, MailRequest asked) {
    Mail mail;
    try {
      mail = mail(asking, asked);
    } catch (IllegalArgumentException wrong) {
      throw Refused.invalid(String.valueOf(wrong.getMessage()));
    }
    Taken taken = office(asking).accept(asking.pool(), mail, Sender.PERSON);
    MailTaken told = told(mail.id().value(), taken);
    String to = office(asking).recipient(asking.pool(), mail);
    return to.equals(asked.to()) ? told : told.withTold(told.told() + ", for " + to);
  }

  private static Refused unknownType(String type) {
    return Refused.invalid(
        "unknown message type \""
            + Meant.shown(type)
            + "\""
            + Meant.hint(type, Arrays.stream(MailType.values()).map(MailType::word).toList()));
  }

  private static Mail mail(Asking asking, MailRequest asked) {
    MailType type =
        asked.type().isEmpty()
            ? MailType.TASK
            : MailType.of(asked.type().get()).orElseThrow(() -> unknownType(asked.type().get()));
    Priority priority = new Priority(asked.priority().orElse(""));
    if (!priority.isKnown()) {
      throw Refused.invalid(
          "invalid priority \"" + priority.word() + "\": must be low, normal, high, or urgent");
    }
    return new Mail(
        asked
            .id()
            .map(MailId::new)
            .orElseGet(() -> MailId.ofTask(asked.to(), asking.ledger().now())),
        asked.from().orElse("user"),
        asked.to(),
        type,
        asked.contracts(),
        priority,
        asked.dependsOn(),
        asked.cancels().orElse(null),
        asking.ledger().now(),
        asked.body().strip());
  }

  static MailTaken told(String id, Taken taken) {
    return switch (taken) {
      case Taken.Queued(TaskId task, _) -> row(id, "queued", taken, Optional.of(task.value()));
      case Taken.Held _ -> row(id, "held", taken, Optional.empty());
      case Taken.Proposed(QuestionId question) ->
          new MailTaken(
              id, "proposed", taken.told(), Optional.empty(), Optional.of(question.value()));
      case Taken.Kept _ -> row(id, "kept", taken, Optional.empty());
      case Taken.Done _ -> row(id, "done", taken, Optional.empty());
      case Taken.Bounced _ -> row(id, "bounced", taken, Optional.empty());
    };
  }

  private static MailTaken row(String id, String outcome, Taken taken, Optional<String> task) {
    return new MailTaken(id, outcome, taken.told(), task, Optional.empty());
  }
}
