package dev.agentpool.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.agentpool.oldprogram.Main;
import dev.agentpool.testkit.FakeModelApi;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An expert pool, its daemon and the program {@code agent-pool}, in a folder that is not a
 * temporary one: those are empty behind a session's walls.
 */
final class RoleLab implements AutoCloseable {
  static final Duration ROOM = Duration.ofSeconds(120);
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private final Path root;
  private final Path project;
  private final DaemonProcess daemon;
  private final FakeModelApi api = FakeModelApi.start();

  RoleLab(String toml) throws Exception {
    Path base = Path.of(System.getProperty("basedir", "."), "target").toAbsolutePath();
    root = Files.createTempDirectory(Files.createDirectories(base), "r").toRealPath();
    project = DaemonProcess.project(root, toml);
    DaemonHere.git(project, "init", "-q", "-b", "main");
    DaemonHere.git(project, "config", "user.name", "t");
    DaemonHere.git(project, "config", "user.email", "t@example.org");
    DaemonHere.git(project, "commit", "--allow-empty", "-qm", "first");
    daemon = new DaemonProcess(root);
    script(program());
  }

  /** What a launcher does: the program of this class path. */
  private static void script(Path program) throws IOException {
    Files.writeString(
        program,
        "#!/bin/sh\nexec "
            + WarmProgram.installed().java().stream().collect(Collectors.joining("' '", "'", "' "))
            + Main.class.getName()
            + " \"$@\"\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** The program {@code agent-pool}, as sessions are given it. */
  Path program() {
    return root.resolve("dist/agent-pool");
  }

  Path root() {
    return root;
  }

  Path project() {
    return project;
  }

  /** A file of the pool. */
  Path pool(String file) {
    return project.resolve(".agent-pool").resolve(file);
  }

  DaemonProcess daemon() {
    return daemon;
  }

  FakeModelApi api() {
    return api;
  }

  RoleLab withClaude() throws IOException {
    daemon.withClaude(root, api);
    return this;
  }

  RoleLab start() throws IOException {
    daemon.start();
    return this;
  }

  JsonNode get(String path) throws Exception {
    return daemon.get(path + (path.contains("?") ? "&" : "?") + "dir=" + project);
  }

  JsonNode post(String path, Map<String, Object> asked) throws Exception {
    Map<String, Object> body = new HashMap<>(asked);
    body.put("dir", project.toString());
    return daemon.post(path, body);
  }

  /** A person's mail; what became of it. */
  JsonNode send(String to, String id, String body) throws Exception {
    JsonNode sent = post("/v1/mail", Map.of("to", to, "id", id, "body", body));
    if (!sent.path("id").asString("").equals(id)) {
      throw new AssertionError("not sent: " + sent);
    }
    return sent;
  }

  /** One mail whole; missing when there is none. */
  JsonNode mail(String id) throws Exception {
    return get("/v1/mail/" + id).path("mail").path(0);
  }

  JsonNode awaitMail(String id, String state) throws Exception {
    await(id + " is " + state)
        .atMost(ROOM)
        .pollInterval(Duration.ofMillis(100))
        .untilAsserted(() -> {
          JsonNode mail = mail(id);
          assertThat(mail.path("state").asString("")).as("%s", mail).isEqualTo(state);
        });
    return mail(id);
  }

  /** All that the model was told for an expert with this mark in it; empty when nothing was. */
  String asked(String expert, String mark) {
    String who = "You are \\\"" + expert + "\\\"";
    return api.recentBodies().stream()
        .filter(body -> body.contains(who) && body.contains(mark))
        .collect(Collectors.joining("\n"));
  }

  /** How a session of an expert went, once it is over. */
  String log(String expert, String id) {
    Path log = pool("experts/" + expert + "/logs/" + id + ".json");
    Path ofRole = pool(expert + "/logs/" + id + ".json");
    await("the log of " + id).atMost(ROOM).until(() -> hasEnd(log) || hasEnd(ofRole));
    try {
      return Files.readString(Files.exists(log) ? log : ofRole);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean hasEnd(Path log) throws IOException {
    return Files.exists(log) && Files.readString(log).contains("\"type\":\"result\"");
  }

  /** The model calls this tool; what stands in it is no directive of the outer script. */
  static String call(String tool, Map<String, ?> arguments) {
    return "@@tool "
        + tool
        + " "
        + JSON.writeValueAsString(arguments).replace("@", "\\u0040")
        + "@@ ";
  }

  /** The model calls this tool of the pool. */
  static String role(String tool, Map<String, ?> arguments) {
    return call("mcp__agent-pool__" + tool, arguments);
  }

  /** The model has a shell run these lines. */
  static String shell(String... lines) {
    return call("Bash", Map.of("command", String.join("\n", lines)));
  }

  static String json(Object value) {
    return JSON.writeValueAsString(value);
  }

  static List<JsonNode> lines(String text) {
    return text.lines().filter(line -> line.startsWith("{")).map(JSON::readTree).toList();
  }

  @Override
  public void close() throws Exception {
    daemon.close();
    api.close();
    try (Stream<Path> tree = Files.walk(root)) {
      for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
