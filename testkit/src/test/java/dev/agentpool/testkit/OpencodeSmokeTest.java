package dev.agentpool.testkit;

import static dev.agentpool.testkit.ApiClient.quoted;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** opencode, by Chat Completions. */
class OpencodeSmokeTest extends AgentSmokeContract {
  OpencodeSmokeTest() {
    super("opencode");
  }

  @Override
  Run prepare(Path home, String baseUrl, String prompt) throws IOException {
    Path settings = Files.createDirectories(home.resolve(".config/opencode"));
    Files.writeString(
        settings.resolve("opencode.json"),
        """
        {"autoupdate":false,"share":"disabled","model":"fake/mock-model",
         "provider":{"fake":{"npm":"@ai-sdk/openai-compatible","name":"fake",
          "options":{"baseURL":"%s/v1","apiKey":"dummy"},
          "models":{"mock-model":{"name":"mock-model","tool_call":true,
           "limit":{"context":200000,"output":8000}}}}}}
        """
            .formatted(baseUrl));
    return new Run(
        List.of("run", "--format", "json"),
        Map.of(
            "OPENCODE_DISABLE_AUTOUPDATE", "true",
            "OPENCODE_DISABLE_MODELS_FETCH", "true",
            "OPENCODE_DISABLE_LSP_DOWNLOAD", "true"),
        Optional.of(prompt)); // as an argument it would be put in quotes
  }

  @Override
  String write(Path file, String content) {
    return "@@tool write {\"filePath\":%s,\"content\":%s}@@"
        .formatted(quoted(file.toString()), quoted(content));
  }

  @Override
  String answer(Output output) {
    return output.last("text").path("part").path("text").asString();
  }

  @Override
  TokenUsage usage(Output output, TokenUsage served) {
    TokenUsage sum = new TokenUsage(0, 0, 0, 0, 0);
    for (JsonNode event : output.events()) {
      JsonNode tokens = event.path("part").path("tokens");
      long reasoning = tokens.path("reasoning").asLong(0);
      sum =
          new TokenUsage(
              sum.input() + tokens.path("input").asLong(0),
              sum.output() + tokens.path("output").asLong(0) + reasoning,
              sum.cacheRead() + tokens.path("cache").path("read").asLong(0),
              0,
              0,
              sum.reasoning() + reasoning);
    }
    return sum;
  }
}
