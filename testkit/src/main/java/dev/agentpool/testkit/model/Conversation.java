package dev.agentpool.testkit.model;

import dev.agentpool.testkit.model.Directives.Directive;
import java.util.List;

/**
 * Where in its script a conversation stands: the latest user text with directives, and how many
 * answers of the model came after it.
 *
 * @param prompt the latest text that a person wrote
 * @param scriptText the text whose directives are played; empty when there is none
 * @param length how many messages there are in all
 */
record Conversation(
    String prompt, String scriptText, List<Directive> directives, int step, int length) {
  /** Texts that the client writes in the user's name; a script goes on behind them. */
  private static final List<String> WRITTEN_BY_CLIENT =
      List.of(
          "<",
          "[Request interrupted",
          "Output token limit",
          "Stop hook feedback",
          "[Your previous response had no visible output",
          "Continue from where you left",
          "The connection dropped mid-response.", // Qwen
          "Please continue from where you left off.", // Copilot
          "Your previous response ended before completion."); // droid

  /** What somebody said; the texts of it in order. */
  record Message(Role role, List<String> texts) {
    Message {
      texts = List.copyOf(texts);
    }
  }

  /** Who said it. */
  enum Role {
    USER,
    MODEL,
    /** Instructions, and what tools answered. */
    OTHER
  }

  static Conversation of(List<Message> messages) {
    String prompt = "";
    int modelMessages = 0;
    for (Message message : messages.reversed()) {
      switch (message.role()) {
        case MODEL -> modelMessages++;
        case OTHER -> {}
        case USER -> {
          // After a failed turn the client puts the next prompt into the same message: only the
          // last text counts.
          String text = lastText(message.texts());
          if (prompt.isEmpty()) {
            prompt = text;
          }
          List<Directive> directives = Directives.in(text);
          if (!directives.isEmpty()) {
            return new Conversation(text, text, directives, modelMessages, messages.size());
          }
          if (!text.isEmpty() && !isWrittenByClient(text)) {
            return new Conversation(text, "", List.of(), modelMessages, messages.size());
          }
        }
      }
    }
    return new Conversation(prompt, "", List.of(), 0, messages.size());
  }

  private static String lastText(List<String> texts) {
    String clientText = "";
    for (String text : texts.reversed()) {
      if (!isWrittenByClient(text)) {
        return text;
      }
      clientText = text;
    }
    return clientText;
  }

  private static boolean isWrittenByClient(String text) {
    String start = text.stripLeading();
    return WRITTEN_BY_CLIENT.stream().anyMatch(start::startsWith);
  }
}
