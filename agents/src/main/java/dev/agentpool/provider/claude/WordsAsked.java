package dev.agentpool.provider.claude;

import dev.agentpool.protocol.Json;
import dev.agentpool.session.ToolDesk;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The tool by which the agent asks in words: one to four questions, each with options. */
final class WordsAsked {
  static final String TOOL = "AskUserQuestion";

  private WordsAsked() {}

  /** What to tell the CLI: the answers as its tool's input, or that nobody answered. */
  static Optional<ObjectNode> answer(ToolDesk desk, String id, JsonNode input) {
    ObjectNode answers = Json.object();
    int number = 0;
    for (JsonNode question : input.path("questions")) {
      String asked = Json.text(question, "question", "");
      List<String> options = new ArrayList<>();
      question.path("options").forEach(option -> options.add(Json.text(option, "label", "")));
      ToolDesk.Words said = desk.say(id + (number == 0 ? "" : "#" + number), asked, options);
      number++;
      switch (said) {
        case ToolDesk.Words.Said(String text) -> answers.put(asked, text);
        case ToolDesk.Words.Nobody() -> {
          return Optional.of(
              Json.object()
                  .put("behavior", "deny")
                  .put("message", "nobody answered; go on with what you hold best, and say so"));
        }
        case ToolDesk.Words.Known() -> {
          return Optional.empty();
        }
      }
    }
    ObjectNode updated = (ObjectNode) input.deepCopy();
    updated.set("answers", answers);
    ObjectNode answer = Json.object().put("behavior", "allow");
    answer.set("updatedInput", updated);
    return Optional.of(answer);
  }
}
