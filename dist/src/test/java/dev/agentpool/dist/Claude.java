package dev.agentpool.dist;

import dev.agentpool.dist.Program.Done;
import dev.agentpool.testkit.FakeModelApi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The real Claude CLI, as a person has it whose PATH holds the image. Its model is a scripted one
 * on loopback; it has no account, and a configuration of its own.
 */
final class Claude implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private final Image image;
  private final Path scratch;
  private final FakeModelApi api = FakeModelApi.start();

  /** What a run with {@code stream-json} said, a line each. */
  record Session(List<JsonNode> lines) {
    JsonNode init() {
      return of("system")
          .filter(line -> line.path("subtype").asString("").equals("init"))
          .findFirst()
          .orElseThrow();
    }

    /** The results of tools that went to the model, in their order. */
    List<JsonNode> toolResults() {
      return of("user")
          .flatMap(line ->
              StreamSupport.stream(line.path("message").path("content").spliterator(), false))
          .filter(content -> content.path("type").asString("").equals("tool_result"))
          .toList();
    }

    String result() {
      return lines.getLast().path("result").asString("");
    }

    private java.util.stream.Stream<JsonNode> of(String type) {
      return lines.stream().filter(line -> line.path("type").asString("").equals(type));
    }
  }

  /** Also puts the CLI and the image on the PATH of the image's runs, and so of its daemon. */
  Claude(Image image, Path scratch) throws IOException {
    this.image = image;
    this.scratch = scratch;
    Path cli =
        Path.of(
            Objects.requireNonNull(
                System.getenv("AGENTPOOL_TEST_CLAUDE"),
                "AGENTPOOL_TEST_CLAUDE names the Claude CLI"));
    Path bin = Files.createDirectories(scratch.resolve("bin"));
    Files.createSymbolicLink(bin.resolve("claude"), cli);
    Map<String, String> more = new HashMap<>();
    more.put("PATH", bin + ":" + image.folder() + ":" + System.getenv("PATH"));
    more.put("CLAUDE_CONFIG_DIR", Files.createDirectories(scratch.resolve("claude")).toString());
    more.put("ANTHROPIC_API_KEY", "sk-test-dummy");
    more.put("ANTHROPIC_BASE_URL", api.baseUrl().toString());
    more.put("CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC", "1");
    more.put("CLAUDE_CODE_MAX_RETRIES", "1");
    more.put("CLAUDE_CODE_MCP_STARTUP_WAIT_MS", "60000"); // it begins without a server that is slow
    more.put("DISABLE_AUTOUPDATER", "1");
    more.put("DISABLE_TELEMETRY", "1");
    more.put("DISABLE_ERROR_REPORTING", "1");
    image.with(more);
  }

  Done run(Path directory, String... arguments) {
    List<String> line = new ArrayList<>(List.of(scratch.resolve("bin/claude").toString()));
    line.addAll(List.of(arguments));
    return new Program(line, directory, image.environment(), scratch).done();
  }

  /** A session without a terminal, with more arguments behind the prompt. */
  Session ask(Path directory, String prompt, String... more) {
    List<String> arguments =
        new ArrayList<>(List.of("-p", prompt, "--output-format", "stream-json", "--verbose"));
    arguments.addAll(List.of(more));
    Done done = run(directory, arguments.toArray(String[]::new));
    List<JsonNode> lines = done.out().lines().map(JSON::readTree).toList();
    if (lines.isEmpty()) {
      throw new AssertionError("claude said nothing but " + done.err());
    }
    return new Session(lines);
  }

  /** The step of a script that calls a tool. */
  static String call(String tool, Map<String, ?> arguments) {
    return "@@tool " + tool + " " + JSON.writeValueAsString(arguments) + "@@ ";
  }

  static JsonNode json(String text) {
    return JSON.readTree(text);
  }

  @Override
  public void close() {
    api.close();
  }
}
