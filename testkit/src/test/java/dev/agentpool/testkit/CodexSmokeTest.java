package dev.agentpool.testkit;

import static dev.agentpool.testkit.ApiClient.quoted;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Codex, by the Responses API. */
class CodexSmokeTest extends AgentSmokeContract {
  CodexSmokeTest() {
    super("codex");
  }

  @Override
  Run prepare(Path home, String baseUrl, String prompt) throws IOException {
    Files.writeString(
        home.resolve("config.toml"),
        """
        model = "gpt-5.5"
        model_provider = "fake"
        check_for_update_on_startup = false
        [model_providers.fake]
        name = "fake"
        base_url = "%s/v1"
        env_key = "FAKE_KEY"
        wire_api = "responses"
        request_max_retries = 0
        stream_max_retries = 0
        [analytics]
        enabled = false
        [features]
        plugins = false
        """
            .formatted(baseUrl));
    return new Run(
        List.of(
            "exec", "--json", "--skip-git-repo-check", "--sandbox", "danger-full-access", prompt),
        Map.of("CODEX_HOME", home.toString(), "FAKE_KEY", "dummy"),
        Optional.empty());
  }

  @Override
  String write(Path file, String content) {
    String command = "printf " + content + " > '" + file + "'";
    return "@@tool exec_command {\"cmd\":" + quoted(command) + "}@@";
  }

  @Override
  String answer(Output output) {
    return output.last("item.completed").path("item").path("text").asString();
  }

  @Override
  TokenUsage usage(Output output, TokenUsage served) {
    JsonNode usage = output.last("turn.completed").path("usage");
    long cached = usage.path("cached_input_tokens").asLong();
    return new TokenUsage(
        usage.path("input_tokens").asLong() - cached,
        usage.path("output_tokens").asLong(),
        cached,
        0,
        0,
        usage.path("reasoning_output_tokens").asLong());
  }
}
