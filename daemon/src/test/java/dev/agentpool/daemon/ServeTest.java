package dev.agentpool.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentpool.daemon.Serving.Answer;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The TCP port of a real daemon, that somebody asked for. */
class ServeTest {
  private static final String TOML = "slots = 1\n[settings]\nprovider = \"scripted\"\n";
  private static final String TOKEN = "Authorization: Bearer " + Serving.TOKEN;
  private static final String HOST = "Host: localhost";
  @TempDir static Path home;
  private static DaemonProcess daemon;

  /** Deleted when the daemon has ended: it works on in projects whose test is over. */
  @TempDir static Path projects;

  private Path temp;
  private Path project;

  @BeforeAll
  static void start() throws Exception {
    daemon = new DaemonProcess(home).start();
  }

  @AfterAll
  static void stop() throws Exception {
    daemon.close();
  }

  @BeforeEach
  void project() throws Exception {
    temp = Files.createTempDirectory(projects, "test");
    project = DaemonProcess.project(temp, TOML);
  }

  private Map<String, Object> request(Map<String, Object> more) {
    Map<String, Object> request = new HashMap<>(more);
    request.put("dir", project.toString());
    request.putIfAbsent("tokens", List.of(Serving.TOKEN));
    return request;
  }

  private Serving serve(Map<String, Object> more) throws Exception {
    return new Serving(daemon.home(), request(more));
  }

  private void refused(Map<String, Object> more, String why) throws Exception {
    JsonNode answer = daemon.post("/v1/serve", request(more));
    assertThat(answer.get("status").asInt()).as("%s", answer).isEqualTo(400);
    assertThat(answer.get("detail").asString()).contains(why);
  }

  @Test
  void aTokenOpensTheSameRoutesForTheOneProject() throws Exception {
    try (Serving serving = serve(Map.of())) {
      Answer submitted =
          serving.withToken("POST", "/v1/tasks", Map.of("prompt", "@@say over tcp@@"));
      assertThat(submitted.status()).as("%s", submitted).isEqualTo(202);
      String id = submitted.json().get("task_id").asString();
      Answer waited =
          serving.withToken(
              "POST", "/v1/tasks/wait", Map.of("ids", List.of(id), "timeout_ms", 20_000));
      assertThat(waited.json().get("satisfied").asBoolean()).isTrue();
      Answer task = serving.withToken("GET", "/v1/tasks/" + id, "");
      assertThat(task.body()).contains("over tcp");
      assertThat(serving.withToken("GET", "/openapi.json", "").body())
          .contains("\"openapi\":\"3.1");
      assertThat(serving.withToken("GET", "/metrics", "").body()).contains("agentpool_tasks");
    }
  }

  @Test
  void withoutTheRightTokenNothingIsToldButTheHealth() throws Exception {
    try (Serving serving = serve(Map.of())) {
      assertThat(serving.get("/health", HOST).body()).isEqualTo("ok");
      for (String[] headers :
          new String[][] {
            {HOST},
            {HOST, "Authorization: Bearer wrong-token-of-test"},
            {HOST, "Authorization: Basic " + Serving.TOKEN},
            {HOST, "Authorization: Bearer "}
          }) {
        for (String path :
            List.of("/v1/tasks", "/v1/status", "/openapi.json", "/metrics", "/mcp", "/nothing")) {
          Answer answer = serving.get(path, headers);
          assertThat(answer.status()).as("%s", path).isEqualTo(401);
          assertThat(answer.head())
              .contains("WWW-Authenticate: Bearer", "application/problem+json");
          assertThat(answer.json().get("code").asString()).isEqualTo("unauthorized");
        }
      }
    }
  }

  @Test
  void foreignNamesAndWebPagesAreRefused() throws Exception {
    try (Serving serving = serve(Map.of("origins", List.of("https://board.example")))) {
      assertThat(serving.get("/v1/status", "Host: evil.example", TOKEN).status()).isEqualTo(421);
      assertThat(serving.get("/v1/status", HOST, TOKEN, "Origin: https://evil.example").status())
          .isEqualTo(403);
      Answer allowed = serving.get("/v1/status", HOST, TOKEN, "Origin: https://board.example");
      assertThat(allowed.status()).isEqualTo(200);
      assertThat(allowed.head()).contains("Access-Control-Allow-Origin: https://board.example");
      Answer preflight =
          serving.send(
              "OPTIONS",
              "/v1/tasks",
              "",
              HOST,
              "Origin: https://board.example",
              "Access-Control-Request-Method: POST");
      assertThat(preflight.status()).isEqualTo(204);
      assertThat(preflight.head()).contains("Access-Control-Allow-Headers: Authorization");
    }
    try (Serving serving = serve(Map.of())) {
      Answer answer = serving.get("/v1/status", HOST, TOKEN, "Origin: http://localhost:3000");
      assertThat(answer.status()).isEqualTo(403);
      assertThat(answer.head()).doesNotContain("Access-Control");
    }
  }

  @Test
  void otherProjectsTheirTasksAndTheDaemonItselfAreOutOfReach() throws Exception {
    Path other = DaemonProcess.project(temp.resolve("other"), TOML);
    String foreign = daemon.submit(other, "@@say secret@@", Map.of());
    daemon.awaitAll(List.of(foreign), Duration.ofSeconds(20));
    try (Serving serving = serve(Map.of())) {
      assertThat(serving.withToken("POST", "/v1/stop", Map.of()).status()).isEqualTo(403);
      assertThat(serving.withToken("POST", "/v1/stop/", Map.of()).status()).isIn(403, 404);
      assertThat(serving.withToken("POST", "/v1/st%6Fp", Map.of()).status()).isIn(403, 404);
      assertThat(serving.withToken("POST", "/v1/serve", request(Map.of())).status()).isEqualTo(403);
      assertThat(serving.withToken("GET", "/v1/config?dir=" + other, "").status()).isEqualTo(403);
      assertThat(serving.withToken("GET", "/v1/config?dir=/nowhere", "").status()).isEqualTo(403);
      assertThat(
              serving
                  .withToken("POST", "/v1/tasks", Map.of("dir", other.toString(), "prompt", "x"))
                  .status())
          .isEqualTo(403);
      assertThat(serving.get("/v1/tasks", HOST, TOKEN, "X-Agentpool-Dir: " + other).status())
          .isEqualTo(403);
      assertThat(serving.withToken("GET", "/v1/tasks/" + foreign, "").status()).isEqualTo(404);
      assertThat(serving.withToken("GET", "/v1/tasks/" + foreign.replace("-", "%2D"), "").status())
          .isEqualTo(404);
      assertThat(
              serving.withToken("POST", "/v1/tasks/wait", Map.of("ids", List.of(foreign))).status())
          .isEqualTo(404);
      assertThat(serving.withToken("GET", "/v1/status", "").body())
          .doesNotContain(other.toString());
      assertThat(serving.withToken("GET", "/v1/tasks", "").body()).doesNotContain("secret");
      assertThat(serving.withToken("GET", "/v1/journal?after=0", "").body())
          .doesNotContain(foreign);
      assertThat(serving.withToken("GET", "/metrics", "").body())
          .doesNotContain(daemon.pool(other).get("id").asString());
      Answer command =
          serving.withToken(
              "POST", "/v1/tasks", Map.of("prompt", "x", "settings", Map.of("command", "/bin/sh")));
      assertThat(command.status()).isEqualTo(403);
      assertThat(command.json().get("detail").asString()).contains("pool.toml");
    }
    assertThat(daemon.get("/v1/tasks/" + foreign).get("state").asString()).isEqualTo("completed");
  }

  @Test
  void mcpIsSpokenToTheSameTokensAboutTheSameProject() throws Exception {
    Map<String, Object> hello =
        Map.of(
            "jsonrpc",
            "2.0",
            "id",
            1,
            "method",
            "initialize",
            "params",
            Map.of(
                "protocolVersion",
                "2025-06-18",
                "capabilities",
                Map.of(),
                "clientInfo",
                Map.of("name", "test", "version", "1")));
    try (Serving serving = serve(Map.of("max_concurrent", 1))) {
      for (int i = 0; i < 3; i++) { // each gives its place back
        Answer answer = serving.withToken("POST", "/mcp", hello);
        assertThat(answer.status()).as("%s", answer).isEqualTo(200);
        assertThat(answer.head()).contains("Mcp-Session-Id");
        assertThat(answer.body()).contains("serverInfo");
      }
      assertThat(serving.withToken("POST", "/mcp?dir=" + temp, hello).status()).isEqualTo(400);
    }
  }

  @Test
  void moreThanTheGivenNumberAtATimeIsRefusedWithAHint() throws Exception {
    try (Serving serving = serve(Map.of("max_concurrent", 1))) {
      String slow =
          serving
              .withToken("POST", "/v1/tasks", Map.of("prompt", "@@delay 60000@@"))
              .json()
              .get("task_id")
              .asString();
      Thread waiting =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  serving.withToken("POST", "/v1/tasks/wait", Map.of("ids", List.of(slow)));
                } catch (java.io.IOException closed) {
                  // the listener has gone
                }
              });
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(() -> {
            Answer answer = serving.withToken("GET", "/v1/tasks", "");
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.head()).contains("Retry-After: 1");
          });
      assertThat(serving.get("/health", HOST).status()).isEqualTo(200);
      daemon.post("/v1/tasks/" + slow + "/cancel", Map.of());
      waiting.join();
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> serving.withToken("GET", "/v1/tasks", "").status() == 200);
    }
  }

  @Test
  void thePortIsGoneWithWhoeverAskedForIt() throws Exception {
    Serving serving = serve(Map.of());
    assertThat(serving.get("/health", HOST).status()).isEqualTo(200);
    JsonNode taken = daemon.post("/v1/serve", request(Map.of("port", serving.port())));
    assertThat(taken.get("code").asString()).isEqualTo("port_unavailable");
    assertThat(taken.get("status").asInt()).as("of the machine: exit code 4").isEqualTo(503);
    serving.close();
    Awaitility.await()
        .atMost(Duration.ofSeconds(120))
        .untilAsserted(() ->
            assertThatThrownBy(() -> serving.get("/health", HOST))
                .isInstanceOf(ConnectException.class));
    assertThat(daemon.get("/v1/status").has("pid")).isTrue();
  }

  @Test
  void whatIsMissingOrDangerousIsRefusedWithAdvice() throws Exception {
    refused(Map.of("tokens", List.of()), "16 characters");
    refused(Map.of("tokens", List.of("short")), "tokens[0]");
    refused(Map.of("tokens", List.of(Serving.TOKEN, "with spaces in between")), "tokens[1]");
    refused(Map.of("bind", "0.0.0.0"), "allow_remote");
    refused(Map.of("port", 70_000), "port");
    refused(Map.of("origins", List.of("board.example")), "origins");
    refused(Map.of("tokenz", List.of()), "tokenz");
  }
}
