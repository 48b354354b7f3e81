package dev.agentpool.post;

import dev.agentpool.mail.Mail;
import dev.agentpool.mail.MailText;
import dev.agentpool.mail.UnreadableMail;
import java.time.Instant;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A mail that is no task: it is to be read, waits for something, or could not be delivered.
 *
 * @param key by which it is known, however much of it is kept
 * @param state where it stands
 * @param why what it waits for, why it is dead, or what came of it; may be empty
 * @param at when that became so
 */
public record Letter(String key, Mail mail, Sender sender, State state, String why, Instant at) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** Where a letter stands; the lower-case name is the wire name. */
  public enum State {
    /** For its recipient, who has not seen it. */
    UNREAD,
    READ,
    /** What it depends on is not known yet. */
    HELD,
    /** Work for the person behind the pool, which they have done. */
    DONE,
    /** It cannot be delivered. */
    DEAD;

    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** One that is new. */
  static Letter of(Mail mail, Sender sender, State state, String why, Instant at) {
    return new Letter(Letters.key(mail), mail, sender, state, why, at);
  }

  /** The same, standing elsewhere. */
  Letter now(State other, String because, Instant time) {
    return new Letter(key, mail, sender, other, because, time);
  }

  /** Of one that was seen no more is kept than what people want to look up. */
  Letter cut(int longest) {
    String body = mail.body();
    return body.length() <= longest
        ? this
        : new Letter(
            key,
            new Mail(
                mail.id(),
                mail.from(),
                mail.to(),
                mail.type(),
                mail.contracts(),
                mail.priority(),
                mail.dependsOn(),
                mail.cancels(),
                mail.timestamp(),
                body.substring(0, longest) + "…"),
            sender,
            state,
            why,
            at);
  }

  String text() {
    ObjectNode json = JSON.createObjectNode();
    json.put("key", key);
    json.put("mail", MailText.compose(mail, at));
    json.put("verified", sender.verified());
    json.put("hops", sender.hops());
    json.put("state", state.wireName());
    json.put("why", why);
    json.put("at", at.toString());
    return JSON.writeValueAsString(json);
  }

  static Letter read(String text) {
    JsonNode json = JSON.readTree(text);
    try {
      return new Letter(
          json.path("key").asString(""),
          MailText.parse(json.path("mail").asString("")),
          new Sender(json.path("verified").asBoolean(false), json.path("hops").asInt(0)),
          State.valueOf(json.path("state").asString("").toUpperCase(Locale.ROOT)),
          json.path("why").asString(""),
          Instant.parse(json.path("at").asString("")));
    } catch (UnreadableMail e) {
      throw new IllegalArgumentException(e.problem(), e);
    }
  }
}
