package dev.agentpool.testkit;

import static dev.agentpool.testkit.ApiClient.quoted;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Qwen Code, by Chat Completions. */
class QwenSmokeTest extends AgentSmokeContract {
  QwenSmokeTest() {
    super("qwen");
  }

  @Override
  Run prepare(Path home, String baseUrl, String prompt) throws IOException {
    Path settings = Files.createDirectories(home.resolve(".qwen"));
    Files.writeString(
        settings.resolve("settings.json"),
        """
        {"privacy":{"usageStatisticsEnabled":false},"general":{"enableAutoUpdate":false}}
        """);
    return new Run(
        List.of(
            "--auth-type", "openai", "--approval-mode", "yolo", "-o", "stream-json", "-p", prompt),
        Map.of(
            "OPENAI_API_KEY", "dummy",
            "OPENAI_BASE_URL", baseUrl + "/v1",
            "OPENAI_MODEL", "mock-model"),
        Optional.empty());
  }

  @Override
  String write(Path file, String content) {
    return "@@tool write_file {\"file_path\":%s,\"content\":%s}@@"
        .formatted(quoted(file.toString()), quoted(content));
  }

  @Override
  String answer(Output output) {
    return output.last("result").path("result").asString();
  }

  @Override
  TokenUsage usage(Output output, TokenUsage served) {
    JsonNode usage = output.last("result").path("usage");
    long cached = usage.path("cache_read_input_tokens").asLong();
    return new TokenUsage(
        usage.path("input_tokens").asLong() - cached,
        usage.path("output_tokens").asLong(),
        cached,
        0,
        0,
        served.reasoning());
  }
}
