package dev.agentpool.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * The real Claude Code against the fake API: it takes the fake for a model API, and both come to
 * the same cost. The binary is named by the system property {@code agentpool.claude} or the
 * variable {@code AGENTPOOL_TEST_CLAUDE}.
 */
@Tag("real")
class RealClaudeTest {
  @TempDir Path directory;
  private final FakeModelApi api = FakeModelApi.start();

  @AfterEach
  void close() {
    api.close();
  }

  private static String binary() {
    String named = System.getProperty("agentpool.claude", System.getenv("AGENTPOOL_TEST_CLAUDE"));
    if (named == null || named.isBlank()) {
      throw new IllegalStateException(
          "set -Dagentpool.claude or AGENTPOOL_TEST_CLAUDE to the claude binary");
    }
    return named;
  }

  private AgentProcess start(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(binary(), "-p"));
    command.addAll(List.of(arguments));
    Map<String, String> environment = new HashMap<>();
    environment.put("ANTHROPIC_API_KEY", "sk-test-dummy");
    environment.put("ANTHROPIC_BASE_URL", api.baseUrl().toString());
    environment.put("CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC", "1");
    environment.put("DISABLE_AUTOUPDATER", "1");
    environment.put("DISABLE_TELEMETRY", "1");
    environment.put("DISABLE_ERROR_REPORTING", "1");
    environment.put("CLAUDE_CODE_MAX_RETRIES", "1");
    return new AgentProcess(directory, environment, command);
  }

  private JsonNode oneShot(String... arguments) throws Exception {
    try (AgentProcess claude = start(arguments)) {
      claude.closeInput();
      claude.exitCode();
      return AgentProcess.JSON.readTree(claude.lines().getFirst());
    }
  }

  private void assertSameCost(JsonNode result) {
    assertThat(result.path("total_cost_usd").asDouble())
        .isPositive()
        .isCloseTo(api.billedMicrodollars() / 1e6, within(1e-6));
  }

  @Test
  void takesAStepWithAToolAndComesToTheSameCost() throws Exception {
    JsonNode result =
        oneShot(
            "--output-format",
            "json",
            "--allowedTools",
            "Bash",
            "--",
            "@@tool Bash {\"command\":\"echo 4711 > f\"}@@ @@say ok@@");
    assertThat(result.path("result").asString()).isEqualTo("ok");
    assertThat(directory.resolve("f")).hasContent("4711\n");
    assertThat(api.requests()).hasSize(2);
    assertThat(api.requests().getLast().usage().cacheRead()).isPositive();
    assertSameCost(result);
  }

  @Test
  void comesToTheSameCostWithEveryModel() throws Exception {
    for (String model :
        List.of(
            "opus", "sonnet", "haiku", "claude-opus-5", "claude-haiku-4-5", "claude-sonnet-4-6")) {
      long before = api.billedMicrodollars();
      JsonNode result =
          oneShot(
              "--output-format",
              "json",
              "--model",
              model,
              "--",
              "@@usage 1000 20000 30000 4000@@ @@say ok@@");
      assertThat(result.path("total_cost_usd").asDouble())
          .as(model)
          .isCloseTo((api.billedMicrodollars() - before) / 1e6, within(2e-6));
    }
  }

  @Test
  void reportsARateLimit() throws Exception {
    JsonNode result = oneShot("--output-format", "json", "--", "@@err 429@@");
    assertThat(result.path("is_error").asBoolean()).isTrue();
    assertThat(result.path("api_error_status").asInt()).isEqualTo(429);
    assertThat(api.billedMicrodollars()).isZero();
  }

  @Test
  void recoversFromACutStream() throws Exception {
    JsonNode result = oneShot("--output-format", "json", "--", "@@cut@@ @@say mended@@");
    assertThat(result.path("result").asString()).isEqualTo("mended");
  }

  @Test
  void tellsItsCostInTheMiddleOfATurnAndForgetsItOnClear() throws Exception {
    try (AgentProcess claude =
        start(
            "--input-format",
            "stream-json",
            "--output-format",
            "stream-json",
            "--verbose",
            "--allowedTools",
            "Bash")) {
      claude.user(
          "@@usage 100 0 0 50000@@ @@tool Bash {\"command\":\"true\"}@@ @@hang@@",
          "7d5f1c52-9f4c-4f0e-a1f1-000000000001");
      claude.awaitEvent(event -> event.path("type").asString("").equals("user"));
      claude.control("usage", "get_usage");
      assertThat(
              claude
                  .awaitResponse("usage")
                  .path("response")
                  .path("session")
                  .path("total_cost_usd")
                  .asDouble())
          .isCloseTo(1.0004, within(1e-9));
      claude.control("stop", "interrupt");
      assertThat(claude.awaitResult(0).path("is_error").asBoolean()).isTrue();
      claude.user("/clear", "7d5f1c52-9f4c-4f0e-a1f1-000000000002");
      assertThat(claude.awaitResult(1).path("total_cost_usd").asDouble()).isZero();
      claude.closeInput();
      assertThat(claude.exitCode()).isZero();
    }
  }
}
