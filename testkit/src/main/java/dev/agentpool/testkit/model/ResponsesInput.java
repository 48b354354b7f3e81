package dev.agentpool.testkit.model;

import dev.agentpool.testkit.model.Conversation.Message;
import dev.agentpool.testkit.model.Conversation.Role;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * The items of a Responses request as messages. One answer of the model is several items
 * (reasoning, text, calls), perhaps with the tools' answers between them: it counts once.
 */
final class ResponsesInput {
  private final List<Message> messages = new ArrayList<>();
  private final Set<String> replies = new HashSet<>();
  private boolean inReply;

  private ResponsesInput() {}

  static List<Message> messages(JsonNode input) {
    if (input.isString()) {
      return List.of(new Message(Role.USER, List.of(input.asString())));
    }
    var read = new ResponsesInput();
    for (JsonNode item : input) {
      read.add(item);
    }
    return read.messages;
  }

  private void add(JsonNode item) {
    Role role = role(item);
    if (role != Role.MODEL) {
      inReply = false;
      messages.add(new Message(role, JsonTexts.of(item.path("content"), "input_text", "text")));
      return;
    }
    String reply = ResponsesWriter.replyOf(item.path("call_id").asString(""));
    boolean known = !reply.isEmpty() && !replies.add(reply);
    if (!inReply && !known) {
      messages.add(new Message(Role.MODEL, List.of()));
    }
    inReply = true;
  }

  private static Role role(JsonNode item) {
    String type = item.path("type").asString("message");
    if (type.equals("message")) {
      return switch (item.path("role").asString("")) {
        case "user" -> Role.USER;
        case "assistant" -> Role.MODEL;
        default -> Role.OTHER;
      };
    }
    return type.equals("reasoning") || type.endsWith("_call") ? Role.MODEL : Role.OTHER;
  }
}
