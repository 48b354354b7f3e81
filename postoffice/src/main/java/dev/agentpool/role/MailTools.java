package dev.agentpool.role;

import dev.agentpool.expert.Role;
import dev.agentpool.ledger.Ledger;
import dev.agentpool.mail.Mail;
import dev.agentpool.mail.MailId;
import dev.agentpool.mail.MailType;
import dev.agentpool.mail.Priority;
import dev.agentpool.paper.GoText;
import dev.agentpool.post.PostOffice;
import dev.agentpool.post.Taken;
import java.util.List;

/** Tools that send mail: answers, notices, work, plans. Whose it is says the session, not it. */
final class MailTools {
  private final PostOffice office;
  private final Ledger ledger;

  MailTools(PostOffice office, Ledger ledger) {
    this.office = office;
    this.ledger = ledger;
  }

  List<RoleTool> all() {
    return List.of(
        RoleTool.acts("send_response", "Answer somebody by mail; it is read with their next task.")
            .needs("to", "who is to read it")
            .needs("body", "the answer, in Markdown")
            .needs("id", "an id of your own for this mail")
            .does(this::respond),
        RoleTool.acts("send_notify", "Tell somebody something that needs no work.")
            .needs("to", "who is to know")
            .needs("body", "what, in Markdown")
            .may("id", "an id of your own for this mail")
            .may("priority", "low, normal, high or urgent; urgent starts a session")
            .does(this::notice),
        RoleTool.acts(
                "signal_handoff",
                "Give the rest of your task to a fresh session of yourself. Update your state"
                    + " first, and end your turn after it.")
            .needs("notes", "what that session has to know: what is done, what is next")
            .does(this::handOver),
        RoleTool.acts("send_task", "Hand out work to an expert.")
            .needs("to", "the expert; auto: whom it fits")
            .needs("body", "what is to be done, in Markdown")
            .needs("id", "an id for the task")
            .may("contracts", "ids of the contracts it is under, with commas; it waits for them")
            .may("depends_on", "ids of tasks that have to be done before, with commas")
            .may("priority", "low, normal, high or urgent")
            .does(this::task),
        RoleTool.acts("dispatch", "Ask an expert, or give it work, and go on at once.")
            .needs("expert", "who; auto: whom it fits")
            .needs("message", "what, in Markdown")
            .may("type", "question (the usual) or task")
            .does(this::dispatch),
        RoleTool.acts("submit_plan", "Hand a plan to the architect.")
            .needs("plan", "goal, scope, approach, what has to hold; in Markdown")
            .may("contracts", "ids of contracts it is about, with commas")
            .does(this::plan),
        RoleTool.acts("request_research", "Ask the researcher to find something out.")
            .needs("question", "what is to be found out, and for which expert")
            .does(this::research),
        RoleTool.acts("cancel_task", "Take back a task that has not begun.")
            .needs("task_id", "its id")
            .does((call, given) -> told(cancel(call, given.text("task_id")))));
  }

  private static MailId id(String text) throws ToolFailure {
    try {
      return new MailId(text);
    } catch (IllegalArgumentException e) {
      throw new ToolFailure(String.valueOf(e.getMessage()));
    }
  }

  private static Priority priority(String word) throws ToolFailure {
    Priority priority = new Priority(word);
    if (!priority.isKnown()) {
      throw new ToolFailure(
          "invalid priority " + GoText.quoted(word) + ": must be low, normal, high, or urgent");
    }
    return priority;
  }

  private Taken send(RoleCall call, Mail mail) throws ToolFailure {
    Taken taken = office.accept(call.pool(), mail.withTimestamp(ledger.now()), call.sender());
    if (taken instanceof Taken.Bounced(String why)) {
      throw new ToolFailure(why);
    }
    return taken;
  }

  private static Mail mail(RoleCall call, MailId id, String to, MailType type, String body) {
    return Mail.of(id, call.name(), to, type, body.strip());
  }

  private String respond(RoleCall call, RoleTool.Arguments given) throws ToolFailure {
    MailId id = id(given.text("id"));
    send(call, mail(call, id, given.text("to"), MailType.RESPONSE, given.text("body")));
    return "response sent to " + given.text("to") + " (id: " + id + ")";
  }

  private String notice(RoleCall call, RoleTool.Arguments given) throws ToolFailure {
    String named = given.text("id");
    MailId id =
        id(named.isEmpty() ? "notify-" + call.name() + "-" + ledger.now().toEpochMilli() : named);
    Mail mail =
        mail(call, id, given.text("to"), MailType.NOTIFY, given.text("body"))
            .withPriority(priority(given.text("priority")));
    send(call, mail);
    return "notice sent to " + mail.to() + " (id: " + id + ")";
  }

  private String handOver(RoleCall call, RoleTool.Arguments given) throws ToolFailure {
    if (call.doing().isEmpty()) {
      throw new ToolFailure("only a session that does a task can hand it over");
    }
    int count = office.handOver(call.doing().get().task(), given.text("notes"));
    return "handed over ("
        + count
        + (count == 1 ? " time" : " times")
        + "): end your turn now; a fresh session goes on"
        + (count >= 2 ? " when a person has agreed" : "");
  }

  private String task(RoleCall call, RoleTool.Arguments given) throws ToolFailure {
    MailId id = id(given.text("id"));
    Mail mail =
        mail(call, id, given.text("to"), MailType.TASK, given.text("body"))
            .withContracts(given.list("contracts"))
            .withDependsOn(given.list("depends_on"))
            .withPriority(priority(given.text("priority")));
    return switch (send(call, mail)) {
      case Taken.Proposed proposed ->
          "task " + id + " proposed: it " + proposed.told() + "; go on without waiting";
      case Taken.Held(String why) -> "task " + id + " sent to " + to(call, mail) + " (" + why + ")";
      default -> "task " + id + " sent to " + to(call, mail);
    };
  }

  private String to(RoleCall call, Mail mail) {
    return office.recipient(call.pool(), mail);
  }

  private String dispatch(RoleCall call, RoleTool.Arguments given) throws ToolFailure {
    String type = given.text("type").isEmpty() ? "question" : given.text("type");
    if (!type.equals("question") && !type.equals("task")) {
      throw new ToolFailure(
          "invalid type " + GoText.quoted(type) + ": must be 'question' or 'task'");
    }
    String expert = given.text("expert");
    MailId id =
        type.equals("task")
            ? MailId.ofTask(expert, ledger.now())
            : MailId.ofQuestion(expert, ledger.now());
    MailType kind = type.equals("task") ? MailType.TASK : MailType.QUESTION;
    send(call, mail(call, id, expert, kind, given.text("message")));
    return "dispatched (id: " + id + ")";
  }

  private String plan(RoleCall call, RoleTool.Arguments given) throws ToolFailure {
    MailId id = MailId.ofPlan(ledger.now());
    Mail mail =
        mail(call, id, Role.ARCHITECT.word(), MailType.TASK, given.text("plan"))
            .withContracts(given.list("contracts"));
    return send(call, mail) instanceof Taken.Proposed proposed
        ? "plan proposed (id: " + id + "): it " + proposed.told()
        : "plan submitted (id: " + id + ")";
  }

  private String research(RoleCall call, RoleTool.Arguments given) throws ToolFailure {
    MailId id = id("research-" + ledger.now().toEpochMilli());
    send(
        call,
        mail(
            call,
            id,
            Role.RESEARCHER.word(),
            MailType.TASK,
            "Find this out, and name your sources in the answer:\n\n" + given.text("question")));
    return "research requested (id: " + id + ")";
  }

  private Taken cancel(RoleCall call, String task) throws ToolFailure {
    Mail mail =
        mail(call, id("cancel-" + task), call.name(), MailType.CANCEL, "").withCancels(task);
    return send(call, mail);
  }

  private static String told(Taken taken) {
    return taken.told();
  }
}
