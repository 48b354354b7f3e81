package dev.agentpool.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.agentpool.testkit.PlantedSecrets;
import dev.agentpool.testkit.PlantedSecrets.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An agent says secrets of every form, as an answer, a tool's input and result, an error and a
 * question: nothing that is kept or sent has one of them.
 */
class RedactedTest {
  private static final Duration SOON = Duration.ofSeconds(90);
  private static final JsonMapper JSON = JsonMapper.builder().build();
  @TempDir Path temp;
  private final List<String> delivered = new CopyOnWriteArrayList<>();
  private DaemonProcess daemon;
  private HttpServer target;
  private Path project;

  @BeforeEach
  void start() throws Exception {
    target = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    target.createContext(
        "/",
        exchange -> {
          delivered.add(
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    target.start();
    String origin = "http://127.0.0.1:" + target.getAddress().getPort();
    daemon = new DaemonProcess(temp);
    Files.writeString(
        daemon.home().resolve("config.toml"),
        "[webhooks]\nallow_private = [\""
            + origin
            + "\"]\n[redaction]\npatterns = [\"ACME-[0-9]{6}\"]\n");
    daemon.start();
    project =
        DaemonProcess.project(
            temp,
            """
            slots = 2
            [settings]
            provider = "scripted"
            access = "edit"
            unattended = "park"
            allowed_tools = ["Bash(echo:*)"]
            """);
    daemon.post("/v1/webhooks", Map.of("dir", project.toString(), "url", origin + "/hook"));
  }

  @AfterEach
  void stop() throws Exception {
    daemon.close();
    target.stop(0);
  }

  /** Steps that do not stand in the prompt as they are. */
  private static String hidden(String steps) {
    return "@@hex " + HexFormat.of().formatHex(steps.getBytes(StandardCharsets.UTF_8)) + "@@";
  }

  private static String using(String step, Map<String, Object> input) {
    return "@@" + step + " Bash " + JSON.writeValueAsString(input) + "@@";
  }

  private static String together(List<Secret> secrets) {
    return String.join("\n", secrets.stream().map(Secret::text).toList());
  }

  private String submit(String steps) throws Exception {
    return daemon.submit(
        project, "a task " + hidden(steps), Map.of("settings", Map.of("max_attempts", 1)));
  }

  @Test
  void noSecretThatAnAgentSaysIsKeptOrSent() throws Exception {
    List<Secret> secrets = new ArrayList<>(PlantedSecrets.all());
    secrets.add(new Secret("the user's own pattern", "ACME-123456", "ACME-123456"));
    assertThat(secrets).hasSizeGreaterThanOrEqualTo(30);
    StringBuilder said = new StringBuilder();
    StringBuilder used = new StringBuilder();
    for (Secret secret : secrets) {
      said.append("@@say ").append(secret.text()).append("@@ ");
      used.append(using("tool", Map.of("command", "echo '" + secret.text() + "'")));
    }
    List<String> tasks = new ArrayList<>();
    tasks.add(submit(said + "@@say " + together(secrets) + "@@"));
    tasks.add(submit(used + "@@say done@@"));
    tasks.add(submit("@@fail " + together(secrets) + "@@"));
    daemon.awaitAll(tasks, SOON);
    String asking =
        submit(
            using(
                    "ask",
                    Map.of("command", together(secrets), "password", "plainword", "n", List.of(1)))
                + "@@say done@@");
    JsonNode question =
        Awaitility.await()
            .atMost(SOON)
            .until(() -> daemon.get("/v1/inbox").get("questions"), found -> found.size() == 1)
            .get(0);
    assertThat(question.get("about").get("input").get("n").toString()).isEqualTo("[1]");
    assertThat(question.toString()).doesNotContain("plainword").contains("[REDACTED]");
    Map<String, String> seen = new LinkedHashMap<>();
    String id = question.get("id").asString();
    seen.put("inbox", daemon.text("/v1/inbox"));
    daemon.post("/v1/questions/" + id + "/answer", Map.of("answer", "no"));
    tasks.add(asking);
    daemon.awaitAll(tasks, SOON);
    Awaitility.await().atMost(SOON).until(() -> delivered.size() >= tasks.size());

    read(tasks, id, seen);
    for (Path file : keptFiles()) {
      seen.put(file.toString(), new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
    }
    assertThat(seen.keySet()).anyMatch(name -> name.endsWith("ledger.db"));
    assertThat(seen.keySet()).filteredOn(name -> name.contains("/activity/")).hasSize(tasks.size());
    for (Secret secret : secrets) {
      seen.forEach((where, text) -> assertClean(secret, where, text));
    }
    assertThat(rawProtocol()).as("what the agents said indeed").contains("hunter2hunter");
    assertThat(daemon.get("/v1/tasks/" + tasks.get(0)).get("output").asString())
        .contains("[REDACTED]");
    String metrics = daemon.text("/metrics");
    for (String rule : List.of("anthropic", "github", "jwt", "private-key", "user-pattern")) {
      assertThat(metrics).containsPattern("agentpool_redactions\\{rule=\"" + rule + "\"\\} [1-9]");
    }
  }

  @Test
  void whatAnAgentWritesFromInsideItsSessionIsKeptWithoutSecrets() throws Exception {
    Files.writeString(daemon.home().resolve("config.toml"), "[settings]\nwalls = \"off\"\n");
    InsideATask inside = new InsideATask(temp, daemon);
    String token = PlantedSecrets.all().get(3).secret();
    List<InsideATask.Asking> askings =
        List.of(
            inside.asking("PUT", "/v1/context/deploy", "value", "use " + token),
            inside.asking("PUT", "/v1/context/db_password", "value", "plainword"),
            inside.asking(
                "POST",
                "/v1/messages",
                "from",
                "slot-0",
                "to",
                "user",
                "content",
                "it is " + token),
            inside.asking(
                "POST",
                "/v1/tasks",
                "prompt",
                "@@say as told@@ log in with " + token,
                "tags",
                List.of("by-" + token)));
    String task =
        submit(
            InsideATask.shell(askings.stream().map(InsideATask.Asking::line).toArray(String[]::new))
                + "@@say done@@");
    daemon.awaitAll(List.of(task), SOON);
    for (InsideATask.Asking asking : askings) {
      assertThat(InsideATask.got(asking).status()).isBetween(200, 204);
    }
    assertThat(daemon.text("/v1/context?dir=" + project)).contains("use [REDACTED]");
    Map<String, String> seen = new LinkedHashMap<>();
    for (Path file : keptFiles()) {
      seen.put(file.toString(), new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
    }
    seen.forEach((where, text) ->
        assertThat(text.contains(token) || text.contains("plainword")).as(where).isFalse());
    assertThat(daemon.get("/v1/status").get("redactions").asLong()).isGreaterThanOrEqualTo(5);
  }

  private void read(List<String> tasks, String question, Map<String, String> seen)
      throws Exception {
    for (String task : tasks) {
      seen.put("task " + task, daemon.text("/v1/tasks/" + task));
      seen.put("events of " + task, daemon.text("/v1/tasks/" + task + "/events"));
    }
    seen.put("question", daemon.text("/v1/questions/" + question));
    seen.put("status", daemon.text("/v1/status?dir=" + project));
    seen.put("webhooks", String.join("\n", delivered));
    try (McpClient client = McpClient.connect(daemon.home(), project, List.of())) {
      for (String task : tasks) {
        seen.put("MCP " + task, client.call("pool_result", Map.of("task_id", task)).toString());
      }
    }
  }

  private static void assertClean(Secret secret, String where, String text) {
    for (String line : secret.secret().split("\\n|\\\\n", -1)) {
      if (line.length() >= 8 && !line.startsWith("-----")) {
        int at = text.indexOf(line);
        assertThat(at < 0 ? "" : text.substring(Math.max(0, at - 80), at + line.length()))
            .as(secret.form() + " in " + where)
            .isEmpty();
      }
    }
  }

  /** All but the sessions' protocol, which is gone with them. */
  private List<Path> keptFiles() {
    Path sessions = daemon.home().resolve("state/sessions");
    return files(daemon.home()).stream().filter(file -> !file.startsWith(sessions)).toList();
  }

  private static List<Path> files(Path folder) {
    try (Stream<Path> walk = Files.walk(folder)) {
      return walk.filter(Files::isRegularFile).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String rawProtocol() throws IOException {
    StringBuilder raw = new StringBuilder();
    for (Path file : files(daemon.home().resolve("state/sessions"))) {
      if (file.endsWith("out")) {
        raw.append(Files.readString(file, StandardCharsets.ISO_8859_1));
      }
    }
    return raw.toString();
  }
}
