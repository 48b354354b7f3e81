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

/** Gemini CLI, by the Gemini API; its router asks a small model first, beside the script. */
class GeminiSmokeTest extends AgentSmokeContract {
  GeminiSmokeTest() {
    super("gemini");
  }

  @Override
  Run prepare(Path home, String baseUrl, String prompt) throws IOException {
    Path settings = Files.createDirectories(home.resolve(".gemini"));
    Files.writeString(
        settings.resolve("settings.json"),
        """
        {"security":{"auth":{"selectedType":"gemini-api-key"}},
         "general":{"enableAutoUpdate":false},"privacy":{"usageStatisticsEnabled":false}}
        """);
    return new Run(
        List.of("--yolo", "-o", "json", "-p", prompt),
        Map.of(
            "GEMINI_API_KEY", "dummy",
            "GOOGLE_GEMINI_BASE_URL", baseUrl,
            "GEMINI_CLI_TRUST_WORKSPACE", "true",
            "GEMINI_CLI_NO_RELAUNCH", "true"),
        Optional.empty());
  }

  @Override
  String write(Path file, String content) {
    return "@@tool write_file {\"file_path\":%s,\"content\":%s}@@"
        .formatted(quoted(file.toString()), quoted(content));
  }

  private static JsonNode result(Output output) {
    return JSON.readTree(String.join("\n", output.lines()));
  }

  @Override
  String answer(Output output) {
    return result(output).path("response").asString();
  }

  @Override
  TokenUsage usage(Output output, TokenUsage served) {
    for (JsonNode model : result(output).path("stats").path("models")) {
      JsonNode tokens = model.path("roles").path("main").path("tokens");
      if (!tokens.isMissingNode()) {
        long thoughts = tokens.path("thoughts").asLong();
        return new TokenUsage(
            tokens.path("input").asLong(),
            tokens.path("candidates").asLong() + thoughts,
            tokens.path("cached").asLong(),
            0,
            0,
            thoughts);
      }
    }
    throw new AssertionError("no model of the conversation in " + output.lines());
  }
}
