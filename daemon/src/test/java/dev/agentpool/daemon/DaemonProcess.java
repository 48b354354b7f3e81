package dev.agentpool.daemon;

import dev.agentpool.testkit.FakeAgent;
import dev.agentpool.testkit.FakeModelApi;
import dev.agentpool.testkit.ScriptedAgent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.eclipse.jetty.client.CompletableResponseListener;
import org.eclipse.jetty.client.ContentResponse;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.client.Request;
import org.eclipse.jetty.client.StringRequestContent;
import org.eclipse.jetty.io.Transport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A real daemon in a process of its own, with its own home and a scrubbed environment; spoken to
 * over its socket.
 */
final class DaemonProcess implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private final Path home;
  private final Path dist;
  private final @Nullable WarmProgram program;
  private final Map<String, String> environment = new HashMap<>();
  private final HttpClient client = new HttpClient();
  private List<String> before = List.of();
  private Process process;

  DaemonProcess(Path temp) throws Exception {
    this(temp, null);
  }

  /** By this program, or by the installed one. */
  DaemonProcess(Path temp, @Nullable WarmProgram program) throws Exception {
    this.program = program;
    home = Files.createDirectories(temp.resolve("h"));
    dist = temp.resolve("dist");
    Path agent = ScriptedAgent.install(Files.createDirectories(temp.resolve("agent")));
    Files.createDirectories(dist.resolve("libexec"));
    Files.createSymbolicLink(dist.resolve("libexec/scripted-agent"), agent);
    Path fakes = FakeAgent.install(temp.resolve("agent"));
    Files.createSymbolicLink(dist.resolve("libexec/fake-agent"), fakes);
    environment.put("PATH", System.getenv("PATH"));
    environment.put("HOME", Files.createDirectories(temp.resolve("user")).toString());
    environment.put("AGENT_POOL_HOME", home.toString());
    environment.put("LANG", "C.UTF-8");
    client.setIdleTimeout(0);
    client.setMaxConnectionsPerDestination(200);
    client.start();
  }

  DaemonProcess with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  /**
   * With the real Claude CLI, which asks this model and no other machine, and has a configuration
   * folder of its own.
   */
  DaemonProcess withClaude(Path temp, FakeModelApi api) throws IOException {
    String claude =
        Objects.requireNonNull(
            System.getenv("AGENTPOOL_TEST_CLAUDE"), "AGENTPOOL_TEST_CLAUDE names the Claude CLI");
    Path bin = Files.createDirectories(temp.resolve("bin"));
    Files.createSymbolicLink(bin.resolve("claude"), Path.of(claude));
    return with("PATH", bin + ":" + System.getenv("PATH"))
        .with("CLAUDE_CONFIG_DIR", Files.createDirectories(temp.resolve("claude")).toString())
        .with("ANTHROPIC_API_KEY", "sk-test-dummy")
        .with("ANTHROPIC_BASE_URL", api.baseUrl().toString())
        .with("CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC", "1")
        .with("CLAUDE_CODE_MAX_RETRIES", "1")
        .with("DISABLE_TELEMETRY", "1")
        .with("DISABLE_ERROR_REPORTING", "1");
  }

  /** Starts it by another program. */
  DaemonProcess by(String... command) {
    before = List.of(command);
    return this;
  }

  Path home() {
    return home;
  }

  /** A new folder that agents may write in beside their workspace. */
  Path open(Path folder) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(home.resolve("config.toml"), "[settings]\nwritable = [\"" + folder + "\"]\n");
    return folder;
  }

  Path log() {
    return home.resolve("daemon.log");
  }

  long pid() {
    return process.pid();
  }

  Process process() {
    return process;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  Process launch(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(before);
    command.addAll((program == null ? WarmProgram.installed() : program).java());
    command.addAll(List.of("-Xms16m", "-Xmx256m"));
    command.addAll(
        List.of(
            "-XX:+ExitOnOutOfMemoryError",
            "-XX:OnOutOfMemoryError=:>" + home.resolve("state/out-of-memory")));
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-Dagentpool.dist=" + dist));
    command.add("dev.agentpool.daemon.DaemonMain");
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().clear();
    builder.environment().putAll(environment);
    builder
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
    return builder.start();
  }

  DaemonProcess start(String... arguments) throws IOException {
    process = launch(arguments);
    Awaitility.await("the daemon's health; its log is " + log())
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(20))
        .until(() -> {
          if (!process.isAlive()) {
            throw new IllegalStateException("the daemon ended: " + Files.readString(log()));
          }
          return healthy();
        });
    return this;
  }

  boolean healthy() {
    try {
      return client
              .newRequest("http://localhost/health")
              .transport(new Transport.TCPUnix(home.resolve("state/run/daemon.sock")))
              .timeout(2, TimeUnit.SECONDS)
              .send()
              .getStatus()
          == 200;
    } catch (Exception notYet) {
      return false;
    }
  }

  void kill9() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  void awaitExit() throws InterruptedException {
    process.waitFor(60, TimeUnit.SECONDS);
  }

  void term() throws InterruptedException {
    process.destroy();
    process.waitFor(60, TimeUnit.SECONDS);
  }

  JsonNode get(String path) throws Exception {
    return send(client.newRequest("http://localhost" + path));
  }

  JsonNode post(String path, Object body) throws Exception {
    return send(
        client
            .newRequest("http://localhost" + path)
            .method("POST")
            .body(
                new StringRequestContent(
                    "application/json", JSON.writeValueAsString(body), StandardCharsets.UTF_8)));
  }

  JsonNode put(String path, Object body) throws Exception {
    return send(
        client
            .newRequest("http://localhost" + path)
            .method("PUT")
            .body(
                new StringRequestContent(
                    "application/json", JSON.writeValueAsString(body), StandardCharsets.UTF_8)));
  }

  String text(String path) throws Exception {
    return raw(client.newRequest("http://localhost" + path)).getContentAsString();
  }

  /** An answer as it came over the wire. */
  record Answer(int status, String type, String text) {
    /** Missing when there is no body. */
    JsonNode json() {
      return text.isEmpty() ? JSON.missingNode() : JSON.readTree(text);
    }

    String code() {
      return json().path("code").asString("");
    }

    String detail() {
      return json().path("detail").asString("");
    }
  }

  /**
   * Any call.
   *
   * @param body a text is sent as it is, null as no body, anything else as JSON
   */
  Answer call(String method, String path, Object body, Map<String, String> headers)
      throws Exception {
    Request request = client.newRequest("http://localhost" + path).method(method);
    request.headers(fields -> headers.forEach(fields::put));
    if (body != null) {
      String text = body instanceof String given ? given : JSON.writeValueAsString(body);
      request.body(new StringRequestContent("application/json", text, StandardCharsets.UTF_8));
    }
    ContentResponse response = raw(request);
    return new Answer(
        response.getStatus(),
        String.valueOf(response.getMediaType()),
        response.getContentAsString());
  }

  private JsonNode send(Request request) throws Exception {
    return JSON.readTree(raw(request).getContentAsString());
  }

  private ContentResponse raw(Request request) throws Exception {
    Request addressed =
        request
            .transport(new Transport.TCPUnix(home.resolve("state/run/daemon.sock")))
            .timeout(120, TimeUnit.SECONDS);
    return new CompletableResponseListener(addressed, 64 << 20).send().get();
  }

  String submit(Path project, String prompt, Map<String, Object> more) throws Exception {
    Map<String, Object> body = new HashMap<>(more);
    body.put("dir", project.toString());
    body.put("prompt", prompt);
    JsonNode answer = post("/v1/tasks", body);
    if (!answer.has("task_id")) {
      throw new IllegalStateException("not submitted: " + answer);
    }
    return answer.get("task_id").asString();
  }

  JsonNode awaitAll(List<String> ids, Duration atMost) throws Exception {
    return post(
        "/v1/tasks/wait", Map.of("ids", ids, "mode", "all", "timeout_ms", atMost.toMillis()));
  }

  JsonNode pool(Path project) throws Exception {
    return get("/v1/status?dir=" + project).get("pools").get(0);
  }

  /** One of several pools of a project. */
  JsonNode pool(Path project, String name) throws Exception {
    for (JsonNode pool : get("/v1/status?dir=" + project).get("pools")) {
      if (pool.get("name").asString().equals(name)) {
        return pool;
      }
    }
    throw new AssertionError("there is no pool " + name);
  }

  /** The values of a header of an answer. */
  List<String> headers(String path, String name) throws Exception {
    return raw(client.newRequest("http://localhost" + path)).getHeaders().getValuesList(name);
  }

  /** Processes that a session of this home left, found by their environment. */
  List<Long> agentProcesses() {
    return ProcessHandle.allProcesses()
        .map(ProcessHandle::pid)
        .filter(pid -> pid != process.pid() && belongs(environmentOf(pid)))
        .toList();
  }

  /** An agent has this home's user for its own, and the mark of its session. */
  private boolean belongs(String variables) {
    return variables.contains("AGENT_POOL_HOME=" + home + "\0")
        || (variables.contains("HOME=" + environment.get("HOME") + "\0")
            && variables.contains("AGENTPOOL_SESSION="));
  }

  private static String environmentOf(long pid) {
    try {
      return Files.readString(
          Path.of("/proc", Long.toString(pid), "environ"), StandardCharsets.ISO_8859_1);
    } catch (IOException gone) {
      return "";
    }
  }

  static Path project(Path temp, String toml) throws IOException {
    Path project = Files.createDirectories(temp.resolve("project")).toRealPath();
    Files.createDirectories(project.resolve(".agent-pool"));
    Files.writeString(project.resolve(".agent-pool/pool.toml"), toml);
    return project;
  }

  @Override
  public void close() throws Exception {
    if (process != null && process.isAlive() && healthy()) {
      post("/v1/stop", Map.of("deadline_ms", 0));
    }
    if (process != null && !process.waitFor(60, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
    client.stop();
  }
}
