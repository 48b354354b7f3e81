package dev.agentpool.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A coordinator drives workers over MCP under the control plane's names. */
class McpWorkersTest {
  @TempDir static Path home;

  /** Deleted when the daemon has ended: it works on in projects whose test is over. */
  @TempDir static Path projects;

  private static DaemonProcess daemon;
  private Path temp;
  private Path project;
  private McpClient client;

  @BeforeAll
  static void start() throws Exception {
    daemon = new DaemonProcess(home);
    Files.createDirectories(daemon.home());
    Files.writeString(
        daemon.home().resolve("config.toml"), "[sessions]\nmax_parallel_sessions = 3\n");
    daemon.start();
  }

  @AfterAll
  static void stop() throws Exception {
    daemon.close();
  }

  @BeforeEach
  void connect() throws Exception {
    temp = Files.createTempDirectory(projects, "test");
    project =
        DaemonProcess.project(
            temp, "slots = 1\n[settings]\nprovider = \"scripted\"\naccess = \"edit\"\n");
    client = connected();
  }

  private McpClient connected() throws Exception {
    return McpClient.connect(daemon.home(), project, List.of("default", "sessions"));
  }

  @AfterEach
  void leave() throws Exception {
    for (JsonNode session : client.data("list_sessions", Map.of()).get("sessions")) {
      client.call("terminate_worker", Map.of("session_id", session.get("id").asString()));
    }
    client.close();
  }

  private String spawn(McpClient by, String task) throws Exception {
    return by.data("spawn_worker", Map.of("provider_id", "scripted", "task", task))
        .get("session_id")
        .asString();
  }

  private JsonNode observe(String id, Map<String, Object> more) throws Exception {
    Map<String, Object> asked = new HashMap<>(more);
    asked.put("session_id", id);
    return client.data("observe_worker", asked);
  }

  private JsonNode awaited(String id, String event) throws Exception {
    return observe(id, Map.of("wait_for", List.of(event), "timeout_seconds", 45, "detail", "full"));
  }

  private JsonNode error(String tool, Map<String, Object> arguments) throws Exception {
    JsonNode answer = client.call(tool, arguments);
    assertThat(answer.get("isError").asBoolean()).as(answer.toString()).isTrue();
    assertThat(answer.get("content")).hasSize(1);
    JsonNode structured = answer.get("structuredContent");
    assertThat(JsonMapper.shared().readTree(answer.get("content").get(0).get("text").asString()))
        .as("the text is the same")
        .isEqualTo(structured);
    return structured.get("error");
  }

  @Test
  void aWorkerIsSpawnedAnsweredSpokenToInterruptedAndEnded() throws Exception {
    String id =
        client
            .data(
                "spawn_worker",
                Map.of(
                    "provider_id",
                    "scripted",
                    "task",
                    "@@ask WebFetch {\"url\":\"http://127.0.0.1/\"}@@ @@say one@@",
                    "role",
                    "custom",
                    "isolation",
                    "shared"))
            .get("session_id")
            .asString();
    JsonNode asks = awaited(id, "approval");
    assertThat(asks.get("event").asString()).isEqualTo("approval_prompt");
    assertThat(asks.get("parsed_question").get("included").asBoolean()).isTrue();
    assertThat(observe(id, Map.of()).get("parsed_question_available").asBoolean()).isTrue();
    JsonNode sent = client.data("send_worker_message", Map.of("session_id", id, "message", "yes"));
    assertThat(sent.get("ok").asBoolean()).isTrue();
    assertThat(sent.get("event_id").asLong()).isPositive();
    assertThat(awaited(id, "completed").get("worker_output").get("text").asString())
        .contains("one");
    client.data("send_worker_message", Map.of("session_id", id, "message", "@@hang@@"));
    awaited(id, "running");
    assertThat(client.data("interrupt_worker", Map.of("session_id", id)).get("ok").asBoolean())
        .isTrue();
    assertThat(awaited(id, "idle").get("state").asString()).isEqualTo("IDLE");
    JsonNode ended = client.data("terminate_worker", Map.of("session_id", id, "reason", "over"));
    assertThat(ended.get("already_terminated").asBoolean()).isFalse();
    assertThat(
            client
                .data("terminate_worker", Map.of("session_id", id))
                .get("already_terminated")
                .asBoolean())
        .isTrue();
  }

  @Test
  void aPollTellsTheEndOfWhatItWroteAndASummaryNothing() throws Exception {
    String id = spawn(client, "@@say look here@@");
    awaited(id, "completed");
    JsonNode summary = observe(id, Map.of());
    assertThat(summary.get("worker_output").get("included").asBoolean()).isFalse();
    assertThat(summary.get("worker_output").get("reason").asString()).isEqualTo("detail=summary");
    JsonNode polled = client.data("poll_worker", Map.of("session_id", id));
    assertThat(polled.get("worker_output").get("detail").asString()).isEqualTo("excerpt");
    assertThat(polled.get("worker_output").get("text").asString()).contains("look here");
  }

  @Test
  void aHostIsNotLetWaitLongerThanItCan() throws Exception {
    String id = spawn(client, "@@hang@@");
    JsonNode fast = observe(id, Map.of("wait_for", "completed", "timeout_seconds", 1));
    assertThat(fast.get("metadata").get("effective_timeout_seconds").asInt()).isZero();
    assertThat(fast.get("metadata").get("requested_timeout_seconds").asInt()).isEqualTo(1);
    assertThat(fast.get("metadata").get("observe_timeout_reason").asString())
        .isEqualTo("fast_poll");
    JsonNode long60 = observe(id, Map.of("wait_for", "running", "timeout_seconds", 60));
    assertThat(long60.get("metadata").get("effective_timeout_seconds").asInt()).isEqualTo(45);
    assertThat(long60.get("metadata").get("observe_timeout_reason").asString())
        .isEqualTo("mcp_outer_timeout_guard");
    assertThat(observe(id, Map.of("timeout_seconds", -3)).get("metadata").toString())
        .doesNotContain("requested_timeout_seconds");
  }

  @Test
  void eachConnectionIsACoordinatorWithItsOwnSessionsAndItsOwnLimit() throws Exception {
    String mine = spawn(client, "@@hang@@");
    try (McpClient other = connected()) {
      List<String> theirs = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        theirs.add(spawn(other, "@@hang@@"));
      }
      JsonNode page = client.data("list_sessions", Map.of());
      assertThat(ids(page)).containsExactly(mine);
      String coordinator = page.get("scope").get("coordinator_id").asString();
      assertThat(coordinator).matches("coord_[0-9a-f]{12}");
      assertThat(page.get("scope").get("current_coordinator_only").asBoolean()).isTrue();
      JsonNode shown = client.data("get_session", Map.of("session_id", mine)).get("session");
      assertThat(shown.get("metadata").get("coordinator_id").asString()).isEqualTo(coordinator);
      assertThat(ids(client.data("list_sessions", Map.of("include_all", true))))
          .contains(mine)
          .containsAll(theirs);
      assertThat(
              other.data("list_sessions", Map.of()).get("scope").get("coordinator_id").asString())
          .isNotEqualTo(coordinator);
      JsonNode fourth = other.call("spawn_worker", Map.of("provider_id", "scripted", "task", "x"));
      JsonNode error = fourth.get("structuredContent").get("error");
      assertThat(error.get("code").asString()).isEqualTo("POLICY_BLOCKED");
      assertThat(error.get("details").get("active_count").asInt()).isEqualTo(3);
      assertThat(error.get("details").get("example").asString())
          .isEqualTo("agentpool sessions --json");
      spawn(client, "@@hang@@");
      for (String id : theirs) {
        other.call("terminate_worker", Map.of("session_id", id));
      }
    }
  }

  private static List<String> ids(JsonNode page) {
    List<String> ids = new ArrayList<>();
    page.get("sessions").forEach(each -> ids.add(each.get("id").asString()));
    return ids;
  }

  @Test
  void aPersonsClientMaySpawnInAnotherProject() throws Exception {
    Path other =
        DaemonProcess.project(
            Files.createTempDirectory(projects, "other"),
            "slots = 1\n[settings]\nprovider = \"scripted\"\n");
    JsonNode spawned =
        client.data(
            "spawn_worker",
            Map.of("provider_id", "scripted", "task", "@@say x@@", "repo_path", other.toString()));
    assertThat(spawned.get("session").get("repo_path").asString()).isEqualTo(other.toString());
    String id = spawned.get("session_id").asString();
    assertThat(awaited(id, "completed").get("worker_output").get("text").asString()).contains("x");
  }

  @Test
  void aRefusalHasTheControlPlanesCodeOursAndWhatHelps() throws Exception {
    JsonNode missing = error("observe_worker", Map.of("session_id", "ap_000000000000"));
    assertThat(missing.get("code").asString()).isEqualTo("TMUX_SESSION_NOT_FOUND");
    assertThat(missing.get("agentpool_code").asString()).isEqualTo("session_not_found");
    JsonNode empty = error("spawn_worker", Map.of("provider_id", "scripted", "task", " "));
    assertThat(empty.get("code").asString()).isEqualTo("INVALID_REQUEST");
    assertThat(empty.get("details").get("errors").get(0).get("msg").asString()).contains("empty");
    assertThat(empty.get("details").get("example").asString()).startsWith("spawn_worker(");
    JsonNode schema = error("spawn_worker", Map.of("provider_id", "scripted"));
    assertThat(schema.get("code").asString()).isEqualTo("INVALID_REQUEST");
    assertThat(schema.get("message").asString()).contains("'task' is missing");
    JsonNode nobody = error("spawn_worker", Map.of("provider_id", "nobody", "task", "x"));
    assertThat(nobody.get("code").asString()).isEqualTo("PROVIDER_NOT_FOUND");
    assertThat(nobody.get("details").get("example").asString())
        .isEqualTo("get_inventory(include_usage=true)");
    JsonNode limit =
        error("spawn_worker", Map.of("provider_id", "scripted", "task", "x", "max_turns", 0));
    assertThat(limit.get("code").asString()).isEqualTo("INVALID_LIMIT");
    JsonNode page = error("list_sessions", Map.of("limit", 0));
    assertThat(page.get("code").asString()).isEqualTo("INVALID_SESSION_PAGE");
    assertThat(page.get("details").get("example").asString())
        .isEqualTo("list_sessions(limit=50, offset=0)");
    String id = spawn(client, "@@hang@@");
    JsonNode detail = error("observe_worker", Map.of("session_id", id, "detail", "huge"));
    assertThat(detail.get("code").asString()).isEqualTo("INVALID_DETAIL");
    assertThat(detail.get("details").get("example").asString()).contains("detail=\"excerpt\"");
    JsonNode wait = error("observe_worker", Map.of("session_id", id, "wait_for", "lunch"));
    assertThat(wait.get("code").asString()).isEqualTo("INVALID_WAIT_FOR");
    JsonNode keys = error("send_worker_keys", Map.of("session_id", id, "keys", List.of("Up")));
    assertThat(keys.get("details").get("policy").asString()).isEqualTo("allow_raw_keys");
  }

  @Test
  void theUsualListIsSmallAndSaysWhatEachToolDoes() throws Exception {
    try (McpClient few = McpClient.connect(daemon.home(), project, List.of("default"))) {
      JsonNode tools = few.ask("tools/list", Map.of()).get("tools");
      Map<String, JsonNode> byName = new HashMap<>();
      tools.forEach(tool -> byName.put(tool.get("name").asString(), tool));
      assertThat(byName)
          .containsKeys(
              "get_inventory",
              "spawn_worker",
              "observe_worker",
              "poll_worker",
              "send_worker_message",
              "interrupt_worker",
              "terminate_worker")
          .doesNotContainKeys("list_sessions", "send_worker_keys", "pool_run");
      int bytes = tools.toString().getBytes(StandardCharsets.UTF_8).length;
      System.out.println("default tools/list: " + bytes + " bytes, " + byName.size() + " tools");
      assertThat(bytes).isLessThan(12_000);
      assertThat(hints(byName.get("observe_worker"))).isEqualTo("TFTF");
      assertThat(hints(byName.get("poll_worker"))).isEqualTo("TFTF");
      for (String acts : List.of("spawn_worker", "send_worker_message", "interrupt_worker")) {
        assertThat(hints(byName.get(acts))).as(acts).isEqualTo("FFFT");
      }
      assertThat(hints(byName.get("terminate_worker"))).isEqualTo("FFTT");
    }
  }

  private static String hints(JsonNode tool) {
    StringBuilder hints = new StringBuilder();
    for (String hint :
        List.of("readOnlyHint", "destructiveHint", "idempotentHint", "openWorldHint")) {
      hints.append(tool.get("annotations").get(hint).asBoolean() ? 'T' : 'F');
    }
    return hints.toString();
  }

  @Test
  void attachInfoTellsACommandForAPerson() throws Exception {
    String id = spawn(client, "@@hang@@");
    JsonNode info = client.data("attach_info", Map.of("session_id", id));
    assertThat(info.get("can_attach").asBoolean()).isTrue();
    assertThat(info.get("attach_kind").asString()).isEqualTo("view");
    assertThat(info.get("attach_command").asString())
        .isEqualTo("agentpool attach " + id + " --view");
  }
}
