package dev.agentpool.testkit;

import static dev.agentpool.testkit.ApiClient.quoted;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Factory's droid with a model of one's own, by Chat Completions. */
class DroidSmokeTest extends AgentSmokeContract {
  DroidSmokeTest() {
    super("droid");
  }

  @Override
  Run prepare(Path home, String baseUrl, String prompt) throws IOException {
    Path settings = Files.createDirectories(home.resolve(".factory"));
    Files.writeString(
        settings.resolve("settings.json"),
        """
        {"customModels":[{"model":"mock-model","id":"custom:mock-0","displayName":"mock",
          "baseUrl":"%s/v1","apiKey":"dummy","provider":"generic-chat-completion-api",
          "maxOutputTokens":8000}]}
        """
            .formatted(baseUrl));
    return new Run(
        List.of("exec", "-m", "custom:mock-0", "-o", "stream-json", "--auto", "medium", prompt),
        Map.of("FACTORY_AIRGAP_ENABLED", "true"), // without it each run waits for its telemetry
        Optional.empty());
  }

  @Override
  String write(Path file, String content) {
    return "@@tool Create {\"file_path\":%s,\"content\":%s}@@"
        .formatted(quoted(file.toString()), quoted(content));
  }

  @Override
  String answer(Output output) {
    return output.last("completion").path("finalText").asString();
  }

  @Override
  TokenUsage usage(Output output, TokenUsage served) {
    JsonNode usage = output.last("completion").path("usage");
    return new TokenUsage(
        usage.path("input_tokens").asLong(),
        usage.path("output_tokens").asLong(),
        usage.path("cache_read_input_tokens").asLong(),
        0,
        0,
        served.reasoning());
  }
}
