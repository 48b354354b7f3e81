package dev.agentpool.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentpool.route.Route.ChainStep;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RouteReplyTest {
  private static final Route SINGLE = new Route.Single("do {it}");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"route\":\"single\",\"prompt\":\"do {it}\"}",
        "  {\"route\":\"single\",\"prompt\":\"do {it}\"}\n",
        "Sure:\n```json\n{\"route\":\"single\",\"prompt\":\"do {it}\"}\n```\nDone.",
        "```\n{\"route\":\"single\",\"prompt\":\"do {it}\"}\n```",
        "```js\nlet x = {};\n```\n```JSON\n{\"route\":\"single\",\"prompt\":\"do {it}\"}\n```",
        "I {think} of {\"a\":[1]} and [2], so {\"route\":\"single\",\"prompt\":\"do {it}\"}. OK?",
        "{ not json } {\"prompt\":\"do {it}\", \"route\":\"single\"} {\"route\":\"chain\"}",
        "an odd { brace, {\"route\":\"single\",\"prompt\":\"do {it}\"}"
      })
  void findsTheDecision(String reply) {
    assertThat(RouteReply.extract(reply)).isEqualTo(SINGLE);
  }

  @Test
  void readsEveryKind() {
    assertThat(RouteReply.extract("{\"route\":\"parallel\",\"prompts\":[\"a\",\" \"]}"))
        .isEqualTo(new Route.Parallel(List.of("a", " ")));
    assertThat(
            RouteReply.extract(
                "{\"route\":\"chain\",\"steps\":[{\"name\":\"n\",\"prompt\":\"p\"}]}"))
        .isEqualTo(new Route.Chain(List.of(new ChainStep("n", "p"))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`` | it is empty",
        "I would do it in parallel. | holds no decision",
        "{\"prompt\":\"x\"} | holds no decision",
        "{\"route\":7} | holds no decision",
        "{\"route\":\"single\",\"prompt\":\"x\" | holds no decision",
        "{\"route\":\"both\"} | none of single, parallel, chain",
        "{\"route\":\"parallel\",\"prompts\":\"x\"} | \"prompts\" must be a list",
        "{\"route\":\"parallel\",\"prompts\":[1]} | must be text, not 1",
        "{\"route\":\"chain\",\"steps\":[{\"prompt\":[]}]} | \"prompt\" must be text"
      })
  void saysWhyThereIsNone(String reply, String message) {
    assertThatThrownBy(() -> RouteReply.extract(reply))
        .isInstanceOf(InvalidRoute.class)
        .hasMessageContaining(message);
  }

  @Test
  void whatIsLeftOutIsEmpty() {
    assertThat(RouteReply.extract("{\"route\":\"single\"}")).isEqualTo(new Route.Single(""));
    assertThat(RouteReply.extract("{\"route\":\"chain\",\"steps\":null}"))
        .isEqualTo(new Route.Chain(List.of()));
    assertThat(RouteReply.extract("{\"route\":\"parallel\",\"prompts\":[null]}"))
        .isEqualTo(new Route.Parallel(List.of("")));
  }

  @Test
  void whatIsWrittenIsReadBack() {
    JsonMapper json = JsonMapper.builder().build();
    for (Route route :
        List.of(
            SINGLE,
            new Route.Parallel(List.of("a", "b")),
            new Route.Chain(List.of(new ChainStep("n", "p"), new ChainStep("m", "q"))))) {
      String written = json.writeValueAsString(RouteJson.plain(route));
      assertThat(RouteReply.extract(written)).isEqualTo(route);
    }
    assertThat(json.<JsonNode>valueToTree(RouteJson.plain(SINGLE)))
        .isEqualTo(json.readTree("{\"route\":\"single\",\"prompt\":\"do {it}\"}"));
  }
}
