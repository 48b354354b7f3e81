package dev.agentpool.testkit.model;

import dev.agentpool.testkit.model.Conversation.Message;
import dev.agentpool.testkit.model.Conversation.Role;
import java.util.List;
import java.util.Optional;

/** Which requests are no step of a conversation, told by what the clients write in them. */
final class KnownSideCalls {
  /** A text by which a call is known, what it is for, and an answer that leaves things alone. */
  private record Known(String text, String purpose, String answer) {
    SideCall call() {
      return SideCall.saying(purpose, answer);
    }
  }

  private static final String TITLE = "Scripted title";

  private static final List<Known> BY_INSTRUCTIONS =
      List.of(
          new Known("You are a title generator.", "title", TITLE), // opencode
          new Known("that generates concise session titles", "title", TITLE), // droid
          new Known("managed memory extraction subagent", "memory", "Nothing to keep.")); // Qwen

  private static final List<Known> BY_LAST_TEXT =
      List.of(
          new Known("Summarize the user's primary intent or goal", "title", TITLE), // Gemini
          new Known("[SUGGESTION MODE:", "suggestion", "run the tests")); // Qwen

  private static final int OPENING = 500; // characters in which instructions say what they are for

  private KnownSideCalls() {}

  static Optional<SideCall> of(List<Message> messages) {
    for (Message message : messages) {
      if (message.role() != Role.OTHER) {
        break;
      }
      Optional<SideCall> told = byInstructions(String.join("\n", message.texts()));
      if (told.isPresent()) {
        return told;
      }
    }
    return messages.isEmpty() ? Optional.empty() : byLastText(messages.getLast());
  }

  private static Optional<SideCall> byInstructions(String instructions) {
    String opening = instructions.substring(0, Math.min(OPENING, instructions.length()));
    return BY_INSTRUCTIONS.stream()
        .filter(known -> opening.contains(known.text()))
        .findFirst()
        .map(Known::call);
  }

  private static Optional<SideCall> byLastText(Message last) {
    if (last.role() != Role.USER) {
      return Optional.empty();
    }
    return BY_LAST_TEXT.stream()
        .filter(known -> last.texts().stream().anyMatch(text -> text.startsWith(known.text())))
        .findFirst()
        .map(Known::call);
  }
}
