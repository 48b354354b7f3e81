package dev.agentpool.post;

import dev.agentpool.mail.Mail;
import dev.agentpool.mail.MailId;
import dev.agentpool.mail.MailType;
import dev.agentpool.mail.Priority;
import dev.agentpool.node.persona.Personas;
import dev.agentpool.paper.Rfc3339;
import dev.agentpool.paper.SafeName;
import dev.agentpool.task.Prompt;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.task.TaskSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A task that is a mail. The mail's header is kept as the task's tags, so that whoever lists tasks
 * sees it and can ask for it; its body is the prompt.
 *
 * @param verified whether its sender is who it says
 * @param hops how many sessions led to it
 */
public record Mailed(TaskRecord task, Mail mail, boolean verified, int hops) {
  private static final String EXPERT = "expert:";
  private static final String FROM = "from:";
  private static final String TYPE = "type:";
  private static final String PRIORITY = "priority:";
  private static final String CONTRACT = "contract:";
  private static final String AFTER = "after:";
  private static final String SENT = "sent:";
  private static final String HOPS = "hops:";
  private static final String UNVERIFIED = "unverified";

  /** The body of a mail that has none. */
  private static final String NO_TEXT = "(This mail has no text.)";

  /** By which tasks of a mail are found. */
  public static String tagOf(String mailId) {
    return Personas.TAG + mailId;
  }

  /** By which tasks of an expert are found. */
  public static String tagOfExpert(String name) {
    return EXPERT + name;
  }

  /** How the ledger knows its work, so that it is there once. */
  static String keyOf(Mail mail) {
    return Short.key(Personas.TAG + mail.id().value());
  }

  static TaskSpec spec(Mail mail, Sender sender) {
    String body = mail.body().replace("\0", "\uFFFD");
    return TaskSpec.of(body.isBlank() ? NO_TEXT : body).withTags(tags(mail, sender));
  }

  private static List<String> tags(Mail mail, Sender sender) {
    List<String> tags = new ArrayList<>();
    tags.add(tagOf(mail.id().value()));
    tags.add(tagOfExpert(mail.to()));
    tags.add(FROM + mail.from());
    tags.add(TYPE + mail.type().word());
    if (!mail.priority().equals(Priority.NORMAL)) {
      tags.add(PRIORITY + mail.priority().word());
    }
    mail.contracts().forEach(contract -> tags.add(CONTRACT + contract));
    mail.dependsOn().forEach(id -> tags.add(AFTER + id));
    Instant sent = mail.timestamp();
    if (sent != null) {
      tags.add(SENT + Rfc3339.text(sent));
    }
    if (sender.hops() > 0) {
      tags.add(HOPS + sender.hops());
    }
    if (!sender.verified()) {
      tags.add(UNVERIFIED);
    }
    return tags;
  }

  /** Empty for a task that is no mail. */
  public static Optional<Mailed> of(TaskRecord task) {
    Optional<String> id = one(task, Personas.TAG).filter(SafeName::isSafe);
    Optional<String> to = one(task, EXPERT);
    Optional<MailType> type = one(task, TYPE).flatMap(MailType::of);
    if (id.isEmpty() || to.isEmpty() || type.isEmpty()) {
      return Optional.empty();
    }
    String body = task.spec().prompt() instanceof Prompt.Literal(String text) ? text : "";
    Mail mail =
        new Mail(
            new MailId(id.get()),
            one(task, FROM).orElse("?"),
            to.get(),
            type.get(),
            all(task, CONTRACT),
            new Priority(one(task, PRIORITY).orElse("")),
            all(task, AFTER),
            null,
            sent(task),
            body.equals(NO_TEXT) ? "" : body);
    return Optional.of(
        new Mailed(
            task,
            mail,
            !task.spec().tags().contains(UNVERIFIED),
            one(task, HOPS).map(Integer::parseInt).orElse(0)));
  }

  private static @Nullable Instant sent(TaskRecord task) {
    return one(task, SENT).flatMap(Rfc3339::parse).orElse(null);
  }

  private static Optional<String> one(TaskRecord task, String prefix) {
    return all(task, prefix).stream().findFirst();
  }

  private static List<String> all(TaskRecord task, String prefix) {
    return task.spec().tags().stream()
        .filter(tag -> tag.startsWith(prefix))
        .map(tag -> tag.substring(prefix.length()))
        .toList();
  }
}
