package dev.agentpool.post;

import dev.agentpool.mail.Mail;
import dev.agentpool.mail.MailText;
import dev.agentpool.mail.UnreadableMail;
import dev.agentpool.question.Asked;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What waits for a person's word; all of it stands in the question, so that a yes is carried out
 * exactly as it was asked.
 *
 * @param id under which it is known, as in {@code approvals/}
 * @param kind what it is about
 * @param by who proposes it
 * @param text what a person reads
 */
public record Proposal(String id, Asked.Kind kind, String by, String text, Wish wish) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** By which questions that are proposals are told from others. */
  static final String PREFIX = "proposal:";

  /** What is to be done. */
  public sealed interface Wish {
    /** Mails that are to be delivered, all of them. */
    record Mails(List<Mail> mails, Sender sender) implements Wish {
      public Mails {
        mails = List.copyOf(mails);
      }
    }

    /** A contract that is to be made. */
    record Define(String contract, List<String> between, String body) implements Wish {}

    /** A contract that is to say something else. */
    record Amend(String contract, String body) implements Wish {}
  }

  /** How its question is called. */
  String requestId() {
    return Short.key(PREFIX + kind.wireName() + ":" + id);
  }

  /** One line for people. */
  String title() {
    String title =
        by
            + switch (kind) {
              case PLAN -> " proposes the plan ";
              case CONTRACT -> " proposes the contract ";
              default -> " proposes ";
            }
            + id;
    String line = title.replaceAll("\\R", " ");
    return line.substring(0, Math.min(Asked.LONGEST_TITLE, line.length()));
  }

  String payload(Instant now) {
    ObjectNode json = JSON.createObjectNode();
    json.put("id", id);
    json.put("by", by);
    json.put("proposal", text);
    switch (wish) {
      case Wish.Mails(List<Mail> mails, Sender sender) -> {
        ArrayNode texts = json.putArray("mails");
        mails.forEach(mail -> texts.add(MailText.compose(mail, now)));
        json.put("verified", sender.verified());
        json.put("hops", sender.hops());
      }
      case Wish.Define(String contract, List<String> between, String body) -> {
        json.put("define", contract);
        ArrayNode parties = json.putArray("between");
        between.forEach(parties::add);
        json.put("body", body);
      }
      case Wish.Amend(String contract, String body) -> {
        json.put("amend", contract);
        json.put("body", body);
      }
    }
    return JSON.writeValueAsString(json);
  }

  static Proposal read(Asked asked) throws UnreadableMail {
    JsonNode json = JSON.readTree(asked.payload());
    return new Proposal(
        json.path("id").asString(""),
        asked.kind(),
        json.path("by").asString(""),
        json.path("proposal").asString(""),
        wish(json));
  }

  private static Wish wish(JsonNode json) throws UnreadableMail {
    if (json.has("define")) {
      return new Wish.Define(
          json.path("define").asString(""),
          json.path("between").values().stream().map(JsonNode::asString).toList(),
          json.path("body").asString(""));
    }
    if (json.has("amend")) {
      return new Wish.Amend(json.path("amend").asString(""), json.path("body").asString(""));
    }
    List<Mail> mails = new ArrayList<>();
    for (JsonNode text : json.path("mails").values()) {
      mails.add(MailText.parse(text.asString("")));
    }
    return new Wish.Mails(
        mails, new Sender(json.path("verified").asBoolean(false), json.path("hops").asInt(0)));
  }
}
