package dev.agentpool.mail;

import dev.agentpool.paper.GoText;
import dev.agentpool.paper.HeaderBlock;
import dev.agentpool.paper.HeaderFields;
import dev.agentpool.paper.HeaderText;
import dev.agentpool.paper.Rfc3339;
import dev.agentpool.paper.UnreadableHeader;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** Reads and writes the text of a mail; what was written is read as the same mail. */
public final class MailText {
  private MailText() {}

  /** Throws for whatever is no mail, with the first thing that is wrong with it. */
  public static Mail parse(String text) throws UnreadableMail {
    HeaderBlock block;
    try {
      block = HeaderBlock.split(text);
    } catch (UnreadableHeader e) {
      throw new UnreadableMail("splitting frontmatter: " + e.problem());
    }
    try {
      return mail(HeaderFields.parse(block.yaml()), GoText.trimmed(block.body()));
    } catch (UnreadableHeader e) {
      throw new UnreadableMail("parsing YAML frontmatter: " + e.problem());
    }
  }

  private static Mail mail(HeaderFields fields, String body)
      throws UnreadableHeader, UnreadableMail {
    String id = fields.text("id");
    String from = fields.text("from");
    String to = fields.text("to");
    String type = fields.text("type");
    List<String> contracts = fields.texts("contracts");
    Priority priority = new Priority(fields.text("priority"));
    List<String> dependsOn = fields.texts("depends-on");
    String cancels = fields.text("cancels");
    Instant timestamp = fields.time("timestamp");
    required("id", id);
    required("from", from);
    required("to", to);
    required("type", type);
    try {
      MailId named = new MailId(id);
      MailType known =
          MailType.of(type)
              .orElseThrow(() ->
                  new IllegalArgumentException("unknown message type " + GoText.quoted(type)));
      return new Mail(
          named,
          from,
          to,
          known,
          contracts,
          priority,
          dependsOn,
          cancels.isEmpty() ? null : cancels,
          timestamp,
          body);
    } catch (IllegalArgumentException e) {
      throw new UnreadableMail(String.valueOf(e.getMessage()));
    }
  }

  private static void required(String field, String value) throws UnreadableMail {
    if (value.isEmpty()) {
      throw new UnreadableMail("missing required field: " + field);
    }
  }

  /**
   * The text of its file.
   *
   * @param now when it is sent, if it does not say
   */
  public static String compose(Mail mail, Instant now) {
    HeaderText text =
        new HeaderText()
            .put("id", mail.id().value())
            .put("from", mail.from())
            .put("to", mail.to())
            .put("type", mail.type().word())
            .list("contracts", mail.contracts())
            .put("priority", mail.priority().word())
            .list("depends-on", mail.dependsOn());
    String cancels = mail.cancels();
    if (cancels != null) {
      text.put("cancels", cancels);
    }
    Instant time = Objects.requireNonNullElse(mail.timestamp(), now);
    return text.plain("timestamp", Rfc3339.text(time)).with(mail.body());
  }
}
