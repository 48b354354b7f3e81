package dev.agentpool.testkit;

import static dev.agentpool.testkit.ApiClient.JSON;
import static dev.agentpool.testkit.ApiClient.quoted;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** GitHub's Copilot with a key of one's own, by Chat Completions. */
class CopilotSmokeTest extends AgentSmokeContract {
  CopilotSmokeTest() {
    super("copilot");
  }

  @Override
  Run prepare(Path home, String baseUrl, String prompt) {
    return new Run(
        List.of("--output-format", "json", "--allow-all-tools", "-p", prompt),
        Map.of(
            "COPILOT_PROVIDER_BASE_URL", baseUrl + "/v1",
            "COPILOT_PROVIDER_API_KEY", "dummy",
            "COPILOT_MODEL", "mock-model",
            "COPILOT_OFFLINE", "true"),
        Optional.empty());
  }

  @Override
  String write(Path file, String content) {
    return "@@tool create {\"path\":%s,\"file_text\":%s}@@"
        .formatted(quoted(file.toString()), quoted(content));
  }

  @Override
  String answer(Output output) {
    return output.last("assistant.message").path("data").path("content").asString();
  }

  /** It tells no tokens in its output, but in its own record of the session. */
  @Override
  TokenUsage usage(Output output, TokenUsage served) throws IOException {
    Path record =
        output
            .home()
            .resolve(".copilot/session-state")
            .resolve(output.last("result").path("sessionId").asString())
            .resolve("events.jsonl");
    for (String line : Files.readAllLines(record)) {
      JsonNode event = JSON.readTree(line);
      if (event.path("type").asString("").equals("session.shutdown")) {
        JsonNode usage = event.path("data").path("modelMetrics").path("mock-model").path("usage");
        long cached = usage.path("cacheReadTokens").asLong();
        return new TokenUsage(
            usage.path("inputTokens").asLong() - cached,
            usage.path("outputTokens").asLong(),
            cached,
            0,
            0,
            usage.path("reasoningTokens").asLong());
      }
    }
    throw new AssertionError("the session in " + record + " was not shut down");
  }
}
