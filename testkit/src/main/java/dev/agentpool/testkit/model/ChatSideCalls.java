package dev.agentpool.testkit.model;

import dev.agentpool.testkit.model.Conversation.Message;
import dev.agentpool.testkit.model.Conversation.Role;
import dev.agentpool.testkit.model.ModelStep.Act;
import dev.agentpool.testkit.model.ModelStep.ToolCall;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Which chat completions are no step of a conversation, told by what the clients write in them. */
final class ChatSideCalls {
  /** A text by which a call is known, what it is for, and an answer that leaves things alone. */
  private record Known(String text, String purpose, String answer) {}

  private static final List<Known> BY_INSTRUCTIONS =
      List.of(
          new Known("You are a title generator.", "title", "Scripted title"), // opencode
          new Known("that generates concise session titles", "title", "Scripted title"), // droid
          new Known("managed memory extraction subagent", "memory", "Nothing to keep.")); // Qwen

  private static final Known SUGGESTION =
      new Known("[SUGGESTION MODE:", "suggestion", "run the tests"); // Qwen
  private static final int OPENING = 500; // characters in which instructions say what they are for

  private ChatSideCalls() {}

  static Optional<SideCall> of(JsonNode body, List<Message> messages) {
    Optional<SideCall> question = question(body);
    if (question.isPresent() || messages.isEmpty()) {
      return question;
    }
    Message first = messages.getFirst();
    if (first.role() == Role.OTHER) {
      String instructions = String.join("\n", first.texts());
      String opening = instructions.substring(0, Math.min(OPENING, instructions.length()));
      for (Known known : BY_INSTRUCTIONS) {
        if (opening.contains(known.text())) {
          return Optional.of(SideCall.saying(known.purpose(), known.answer()));
        }
      }
    }
    Message last = messages.getLast();
    boolean suggestion =
        last.role() == Role.USER
            && last.texts().stream().anyMatch(text -> text.startsWith(SUGGESTION.text()));
    return suggestion
        ? Optional.of(SideCall.saying(SUGGESTION.purpose(), SUGGESTION.answer()))
        : Optional.empty();
  }

  /** The only tool must be called: its parameters are the schema of an answer, as Qwen asks. */
  private static Optional<SideCall> question(JsonNode body) {
    if (!body.path("tool_choice").asString("").equals("required")
        || body.path("tools").size() != 1) {
      return Optional.empty();
    }
    JsonNode function = body.path("tools").get(0).path("function");
    var question = new SchemaQuestion(function.path("parameters"));
    var call = new ToolCall(function.path("name").asString(""), question.answer());
    return Optional.of(new SideCall(question.purpose(), new Act.UseTools(List.of(call))));
  }
}
