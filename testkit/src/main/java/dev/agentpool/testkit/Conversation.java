package dev.agentpool.testkit;

import dev.agentpool.testkit.Directives.Directive;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * Where in its script a conversation stands: the latest user text with directives, and how many
 * assistant messages came after it.
 *
 * @param prompt the latest text that a person wrote
 * @param scriptText the text whose directives are played; empty when there is none
 */
record Conversation(String prompt, String scriptText, List<Directive> directives, int step) {
  /** Texts that the client writes in the user's name; a script goes on behind them. */
  private static final List<String> WRITTEN_BY_CLIENT =
      List.of(
          "<",
          "[Request interrupted",
          "Output token limit",
          "Stop hook feedback",
          "[Your previous response had no visible output",
          "Continue from where you left");

  static Conversation of(JsonNode messages) {
    String prompt = "";
    int assistantMessages = 0;
    for (int i = messages.size() - 1; i >= 0; i--) {
      JsonNode message = messages.get(i);
      if (message.path("role").asString("").equals("assistant")) {
        assistantMessages++;
        continue;
      }
      if (!message.path("role").asString("").equals("user")) {
        continue;
      }
      // After a failed turn the client puts the next prompt into the same message: only the last
      // text counts.
      String text = lastText(message.path("content"));
      if (prompt.isEmpty()) {
        prompt = text;
      }
      List<Directive> directives = Directives.in(text);
      if (!directives.isEmpty()) {
        return new Conversation(text, text, directives, assistantMessages);
      }
      if (!text.isEmpty() && !isWrittenByClient(text)) {
        return new Conversation(text, "", List.of(), assistantMessages);
      }
    }
    return new Conversation(prompt, "", List.of(), 0);
  }

  private static String lastText(JsonNode content) {
    if (content.isString()) {
      return content.asString();
    }
    String clientText = "";
    for (int i = content.size() - 1; i >= 0; i--) {
      JsonNode block = content.get(i);
      if (block.path("type").asString("").equals("text")) {
        String text = block.path("text").asString("");
        if (!isWrittenByClient(text)) {
          return text;
        }
        clientText = text;
      }
    }
    return clientText;
  }

  private static boolean isWrittenByClient(String text) {
    String start = text.stripLeading();
    return WRITTEN_BY_CLIENT.stream().anyMatch(start::startsWith);
  }
}
