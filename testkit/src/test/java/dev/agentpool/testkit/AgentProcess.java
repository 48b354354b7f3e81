package dev.agentpool.testkit;

import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An agent as a real process with a scrubbed environment; its output is gathered line by line. */
final class AgentProcess implements AutoCloseable {
  static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final Process process;
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final Thread reader;
  private final Path errors;

  AgentProcess(Path directory, Map<String, String> environment, List<String> command)
      throws IOException {
    errors = Files.createTempFile(directory, "err", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(directory.toFile()).redirectError(errors.toFile());
    builder.environment().clear();
    builder.environment().put("PATH", "/usr/local/bin:/usr/bin:/bin");
    builder.environment().put("LANG", "C.UTF-8");
    builder.environment().put("HOME", directory.toString());
    builder.environment().put("TMPDIR", directory.toString());
    builder.environment().put("CLAUDE_CONFIG_DIR", directory.resolve("config").toString());
    builder.environment().putAll(environment);
    process = builder.start();
    reader = Thread.ofPlatform().daemon().start(this::read);
  }

  private void read() {
    try (BufferedReader in = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        lines.add(line);
      }
    } catch (IOException e) {
      lines.add("reading failed: " + e);
    }
  }

  void write(String line) throws IOException {
    process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().flush();
  }

  void user(String text, String uuid) throws IOException {
    var event = JSON.createObjectNode().put("type", "user").put("uuid", uuid);
    event.putObject("message").put("role", "user").put("content", text);
    write(event.toString());
  }

  void control(String id, String subtype) throws IOException {
    var event = JSON.createObjectNode().put("type", "control_request").put("request_id", id);
    event.putObject("request").put("subtype", subtype);
    write(event.toString());
  }

  void answer(JsonNode request, String response) throws IOException {
    var event = JSON.createObjectNode().put("type", "control_response");
    event
        .putObject("response")
        .put("subtype", "success")
        .put("request_id", request.path("request_id").asString())
        .set("response", JSON.readTree(response));
    write(event.toString());
  }

  void closeInput() throws IOException {
    process.getOutputStream().close();
  }

  List<String> lines() {
    return lines;
  }

  /** The lines that are JSON objects. */
  List<JsonNode> events() {
    List<JsonNode> events = new ArrayList<>();
    for (String line : lines) {
      JsonNode event = parse(line);
      if (event != null && event.isObject()) {
        events.add(event);
      }
    }
    return events;
  }

  private static @Nullable JsonNode parse(String line) {
    try {
      return JSON.readTree(line);
    } catch (JacksonException e) {
      return null;
    }
  }

  List<JsonNode> events(String type) {
    return events().stream().filter(event -> event.path("type").asString("").equals(type)).toList();
  }

  JsonNode awaitEvent(Predicate<JsonNode> wanted) {
    return await()
        .atMost(PATIENCE)
        .until(() -> events().stream().filter(wanted).findFirst(), java.util.Optional::isPresent)
        .orElseThrow();
  }

  JsonNode awaitResult(int index) {
    await().atMost(PATIENCE).until(() -> events("result").size() > index);
    return events("result").get(index);
  }

  JsonNode awaitResponse(String id) {
    return awaitEvent(event -> event.path("response").path("request_id").asString("").equals(id))
        .path("response");
  }

  int exitCode() throws InterruptedException {
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new IllegalStateException("the agent did not end; it said " + lines);
    }
    reader.join(PATIENCE);
    return process.exitValue();
  }

  String errors() throws IOException {
    return Files.readString(errors);
  }

  long pid() {
    return process.pid();
  }

  void terminate() {
    process.toHandle().destroy(); // Process.destroy would close the streams too
  }

  @Override
  public void close() throws Exception {
    process.destroyForcibly();
    exitCode();
  }
}
