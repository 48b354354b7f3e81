package dev.agentpool.provider.codex;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.protocol.Json;
import dev.agentpool.provider.rpc.Wanted;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What Codex asks, as agentpool takes it. */
class CodexAsksTest {
  @Test
  void itsOwnQuestionsAreAskedInWordsAndAnsweredByTheirIds() {
    JsonNode params =
        Json.node(
            Map.of(
                "itemId",
                "i1",
                "questions",
                List.of(
                    Map.of(
                        "id",
                        "colour",
                        "question",
                        "Which colour?",
                        "options",
                        List.of(Map.of("label", "red"), Map.of("label", "blue"))))));
    Wanted.Words words = (Wanted.Words) new CodexAsks().asked("item/tool/requestUserInput", params);
    assertThat(words.questions())
        .containsExactly(new Wanted.Question("colour", "Which colour?", List.of("red", "blue")));
    assertThat(Json.text(words.written().apply(Map.of("colour", "blue"))))
        .isEqualTo("{\"answers\":{\"colour\":{\"answers\":[\"blue\"]}}}");
    assertThat(Json.text(words.nobody())).isEqualTo("{\"answers\":{}}");
  }
}
