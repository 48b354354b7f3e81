package dev.agentpool.testkit.model;

import dev.agentpool.testkit.model.Conversation.Message;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Which requests are no step of a conversation: those that want JSON, by which the client asks
 * which model to take and who speaks next, and the one-line summary of a session.
 */
final class GeminiSideCalls {
  private static final String SUMMARY = "Summarize the user's primary intent or goal";

  private GeminiSideCalls() {}

  static Optional<SideCall> of(JsonNode body, List<Message> messages) {
    JsonNode config = body.path("generationConfig");
    if (config.path("responseMimeType").asString("").equals("application/json")) {
      String named = config.has("responseJsonSchema") ? "responseJsonSchema" : "responseSchema";
      var question = new SchemaQuestion(config.path(named));
      return Optional.of(SideCall.saying(question.purpose(), question.answer().toString()));
    }
    boolean summary =
        messages.size() == 1
            && messages.getFirst().texts().stream().anyMatch(text -> text.startsWith(SUMMARY));
    return summary ? Optional.of(SideCall.saying("title", "Scripted title")) : Optional.empty();
  }
}
