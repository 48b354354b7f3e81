package dev.agentpool.testkit.model;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Which chat completions are no step of a conversation, told by their instructions. */
final class ChatSideCalls {
  private static final String OPENCODE_TITLE = "You are a title generator.";

  private ChatSideCalls() {}

  static Optional<SideCall> of(JsonNode body) {
    JsonNode first = body.path("messages").path(0);
    if (!List.of("system", "developer").contains(first.path("role").asString(""))) {
      return Optional.empty();
    }
    String instructions = String.join("\n", JsonTexts.of(first.path("content"), "text"));
    if (instructions.startsWith(OPENCODE_TITLE)) {
      return Optional.of(new SideCall("title", "Scripted title"));
    }
    return Optional.empty();
  }
}
