package dev.agentpool.provider.codex;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.protocol.Json;
import dev.agentpool.task.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/**
 * Over the errors of turns as Codex 0.169.0 told them, against a model API that was made to fail.
 */
class CodexOutcomesTest {
  private static final Instant NOW = Instant.parse("2026-11-27T03:30:00Z");
  private final CodexOutcomes outcomes = new CodexOutcomes(Clock.fixed(NOW, ZoneOffset.UTC));

  static List<JsonNode> captured() throws IOException {
    try (InputStream lines = CodexOutcomesTest.class.getResourceAsStream("errors.jsonl")) {
      return new String(lines.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(line -> Json.whole(line).orElseThrow())
          .toList();
    }
  }

  private static JsonNode error(String named) throws IOException {
    return captured().stream()
        .filter(line -> Json.text(line, "case", "").equals(named))
        .findFirst()
        .orElseThrow()
        .path("error");
  }

  @ParameterizedTest
  @MethodSource("captured")
  void eachErrorIsTheOutcomeThatItMeans(JsonNode line) {
    Outcome outcome = outcomes.of(line.path("error"), null);
    assertThat(outcome.code().wireName())
        .as(line.toString())
        .isEqualTo(Json.text(line, "outcome", ""));
    assertThat(outcome.message()).isNotBlank().doesNotContain("{\"");
  }

  @Test
  void aUsageLimitEndsWhenItsWindowDoesElseWhenTheWordsSay() throws IOException {
    JsonNode limit = error("429 usage_limit");
    Instant window = NOW.plusSeconds(1_000);
    assertThat(outcomes.of(limit, window).until()).isEqualTo(window);
    assertThat(outcomes.of(limit, null).until()).isEqualTo(Instant.parse("2026-11-27T04:29:00Z"));
    assertThat(outcomes.of(limit, NOW.minusSeconds(9)).until())
        .isEqualTo(Instant.parse("2026-11-27T04:29:00Z"));
    assertThat(outcomes.of(error("failed rate"), null).until()).isEqualTo(NOW.plusSeconds(2));
  }

  @Test
  void aRefusalIsToldInTheWordsOfTheApiAndNotAsItsBody() throws IOException {
    assertThat(outcomes.of(error("400"), null).message())
        .isEqualTo("the model API refuses the request: fake error");
  }
}
