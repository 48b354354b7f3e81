package dev.agentpool.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.testkit.FakeModelApi;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The real Claude CLI as a person starts it, once, with one MCP server whose tools it may use. It
 * asks a model on loopback, and has a home and a configuration folder of its own.
 */
record ClaudeOfPerson(Path temp, Path project, FakeModelApi api) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /**
   * @param server its name
   * @param command with its arguments
   * @return what the CLI's stream says, a line each
   */
  List<JsonNode> asked(String prompt, String server, List<String> command) throws Exception {
    return asked(prompt, server, command, Map.of());
  }

  /** With variables for the server. */
  List<JsonNode> asked(
      String prompt, String server, List<String> command, Map<String, String> variables)
      throws Exception {
    Path out = temp.resolve("out.jsonl");
    Process process = started(prompt, server, config(server, command, variables), out);
    try {
      assertThat(process.waitFor(100, TimeUnit.SECONDS)).as("claude ends").isTrue();
    } finally {
      process.destroyForcibly();
    }
    List<JsonNode> lines = new ArrayList<>();
    for (String line : Files.readAllLines(out)) {
      lines.add(JSON.readTree(line));
    }
    return lines;
  }

  private Path config(String server, List<String> command, Map<String, String> variables)
      throws IOException {
    Map<String, Object> described =
        Map.of(
            "type",
            "stdio",
            "command",
            command.getFirst(),
            "args",
            command.subList(1, command.size()),
            "env",
            variables);
    return Files.writeString(
        temp.resolve("mcp.json"),
        JSON.writeValueAsString(Map.of("mcpServers", Map.of(server, described))));
  }

  private Process started(String prompt, String server, Path config, Path out) throws IOException {
    String claude =
        Objects.requireNonNull(
            System.getenv("AGENTPOOL_TEST_CLAUDE"), "AGENTPOOL_TEST_CLAUDE names the Claude CLI");
    ProcessBuilder builder =
        new ProcessBuilder(
            claude,
            "-p",
            prompt,
            "--output-format",
            "stream-json",
            "--verbose",
            "--strict-mcp-config",
            "--mcp-config",
            config.toString(),
            "--allowedTools",
            "mcp__" + server);
    builder.environment().clear();
    builder
        .environment()
        .putAll(
            Map.of(
                "PATH",
                System.getenv("PATH"),
                "HOME",
                Files.createDirectories(temp.resolve("person")).toString(),
                "CLAUDE_CONFIG_DIR",
                Files.createDirectories(temp.resolve("claude-of-person")).toString(),
                "ANTHROPIC_API_KEY",
                "sk-test-dummy",
                "ANTHROPIC_BASE_URL",
                api.baseUrl().toString(),
                "CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC",
                "1",
                "DISABLE_TELEMETRY",
                "1",
                "DISABLE_ERROR_REPORTING",
                "1"));
    builder.directory(project.toFile());
    builder.redirectInput(new File("/dev/null"));
    return builder.redirectOutput(out.toFile()).redirectError(temp.resolve("err").toFile()).start();
  }

  /** What the tools answered, in this order. */
  static List<JsonNode> toolResults(List<JsonNode> lines) {
    List<JsonNode> results = new ArrayList<>();
    for (JsonNode line : lines) {
      if (line.path("type").asString("").equals("user")) {
        for (JsonNode content : line.path("message").path("content")) {
          if (content.path("type").asString("").equals("tool_result")) {
            results.add(content);
          }
        }
      }
    }
    return results;
  }
}
