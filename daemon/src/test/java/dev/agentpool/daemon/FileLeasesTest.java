package dev.agentpool.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Files are leased to tasks (spec control-plane 14): by REST, by MCP, inside a task, and in the
 * agent's way.
 */
@Timeout(180)
class FileLeasesTest {
  @TempDir Path temp;
  private DaemonProcess daemon;
  private Rest rest;
  private Path project;

  @BeforeEach
  void start() throws Exception {
    project =
        DaemonProcess.project(
            temp,
            "slots = 2\n[settings]\nprovider = \"scripted\"\naccess = \"edit\"\n"
                + "allowed_tools = [\"Bash\"]\n");
    daemon = new DaemonProcess(temp);
    Files.writeString(daemon.home().resolve("config.toml"), "[settings]\nwalls = \"off\"\n");
    daemon.start();
    rest = new Rest(daemon, project);
  }

  @AfterEach
  void stop() throws Exception {
    daemon.close();
  }

  private String submit(String prompt) throws Exception {
    return rest.post("/v1/tasks", "prompt", prompt).json().get("task_id").asString();
  }

  private String waiting(String slot) throws Exception {
    return rest.post("/v1/tasks", "prompt", "@@hang@@", "slot", slot)
        .json()
        .get("task_id")
        .asString();
  }

  private JsonNode ended(String id) throws Exception {
    daemon.awaitAll(List.of(id), Duration.ofSeconds(60));
    return rest.get("/v1/tasks/" + id).json();
  }

  @Test
  void aFileIsLeasedListedRefusedToOthersAndReleased() throws Exception {
    String one = waiting("slot-0");
    String two = waiting("slot-1");
    var taken = rest.post("/v1/leases", "task_id", one, "file_path", "./src/../src/A.java");
    assertThat(taken.status()).isEqualTo(200);
    assertThat(taken.json().get("file_path").asString()).isEqualTo("src/A.java");
    assertThat(taken.json().get("mode").asString()).isEqualTo("write");
    assertThat(taken.json().get("repo_path").asString()).isEqualTo(project.toString());
    var refused =
        rest.post(
            "/v1/leases", "task_id", two, "file_path", project + "/src/A.java", "mode", "read");
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.text())
        .contains("lease_conflict")
        .contains("src/A.java is leased to " + one);
    assertThat(rest.get("/v1/leases?task_id=" + two).json().get("leases")).isEmpty();
    assertThat(rest.get("/v1/leases").json().get("leases")).hasSize(1);
    assertThat(rest.delete("/v1/leases?task_id=" + one).json().get("released").asInt())
        .isEqualTo(1);
    assertThat(rest.post("/v1/leases", "task_id", two, "file_path", "src/A.java").status())
        .isEqualTo(200);
  }

  @Test
  void aLiveSessionLeasesFilesForAllItsTurns() throws Exception {
    String session =
        Rest.ok(200, rest.post("/v1/sessions", "provider_id", "scripted", "task", "@@say here@@"))
            .get("session_id")
            .asString();
    assertThat(rest.post("/v1/leases", "task_id", session, "file_path", "a.txt").status())
        .isEqualTo(200);
    var refused = rest.post("/v1/leases", "task_id", waiting("slot-0"), "file_path", "a.txt");
    assertThat(refused.code()).isEqualTo("lease_conflict");
    assertThat(refused.text()).contains("a.txt is leased to " + session);
    assertThat(rest.get("/v1/leases?task_id=" + session).json().get("leases")).hasSize(1);
    Rest.ok(200, rest.post("/v1/sessions/" + session + "/terminate"));
    assertThat(rest.get("/v1/leases").json().get("leases")).isEmpty();
    assertThat(rest.post("/v1/leases", "task_id", session, "file_path", "a.txt").text())
        .contains("ended: it leases nothing any more");
    assertThat(rest.post("/v1/leases", "task_id", "ap_000000000000", "file_path", "a.txt").code())
        .isEqualTo("session_not_found");
  }

  @Test
  void whatIsNoFileOfTheProjectAndWhoseTaskHasEndedIsRefused() throws Exception {
    String over = submit("@@say ok@@");
    ended(over);
    String one = waiting("slot-0");
    for (String file : List.of("", " ", "../x", "/etc/passwd", ".", "a\nb", "x".repeat(1_001))) {
      var refused = rest.post("/v1/leases", "task_id", one, "file_path", file);
      assertThat(refused.status()).as(file).isEqualTo(400);
      assertThat(refused.text()).contains("'file_path'");
    }
    assertThat(rest.post("/v1/leases", "task_id", one, "file_path", "a", "ttl_ms", 0).text())
        .contains("'ttl_ms' must be 1 to");
    assertThat(rest.post("/v1/leases", "task_id", over, "file_path", "a").text())
        .contains("completed: it leases nothing any more");
    assertThat(rest.post("/v1/leases", "task_id", "task-0", "file_path", "a").status())
        .isEqualTo(404);
    assertThat(rest.post("/v1/leases", "file_path", "a").text()).contains("'task_id' is missing");
    assertThat(rest.delete("/v1/leases").text()).contains("invalid_lease_release");
  }

  @Test
  void anAgentIsKeptFromWritingWhatAnotherTaskHasLeasedAndLetThroughWhenThatHasEnded()
      throws Exception {
    String holder = waiting("slot-0");
    rest.post("/v1/leases", "task_id", holder, "file_path", "held.txt");
    String write = "@@tool Write {\"file_path\":\"held.txt\",\"content\":\"mine\"}@@ @@say done@@";
    JsonNode kept = ended(submit(write));
    assertThat(kept.get("result").get("permission_denials").toString()).contains("Write");
    assertThat(project.resolve("held.txt")).doesNotExist();
    assertThat(rest.post("/v1/tasks/" + holder + "/cancel").status()).isLessThan(300);
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(rest.get("/v1/leases").json().get("leases")).isEmpty());
    assertThat(ended(submit(write)).get("state").asString()).isEqualTo("completed");
    assertThat(project.resolve("held.txt")).hasContent("mine");
  }

  @Test
  void leasesOutliveTheDaemon() throws Exception {
    String holder = waiting("slot-0");
    rest.post("/v1/leases", "task_id", holder, "file_path", "held.txt");
    daemon.kill9();
    daemon.start();
    assertThat(rest.get("/v1/leases").json().get("leases").get(0).get("task_id").asString())
        .isEqualTo(holder);
  }

  @Test
  void insideATaskAFileIsLeasedToItAlone() throws Exception {
    String other = waiting("slot-0");
    rest.post("/v1/leases", "task_id", other, "file_path", "other");
    InsideATask inside = new InsideATask(temp, daemon);
    var own = inside.asking("POST", "/v1/leases", "file_path", "mine");
    var others = inside.asking("POST", "/v1/leases", "file_path", "x", "task_id", other);
    var held = inside.asking("POST", "/v1/leases", "file_path", "other");
    var released = inside.asking("DELETE", "/v1/leases?task_id=" + other);
    String task =
        submit(
            InsideATask.shell(own.line(), others.line(), held.line(), released.line())
                + " @@hang@@");
    assertThat(InsideATask.got(own).json().get("task_id").asString()).isEqualTo(task);
    assertThat(InsideATask.got(others).code()).isEqualTo("inside_a_task");
    assertThat(InsideATask.got(held).detail()).contains("is leased to " + other);
    assertThat(InsideATask.got(released).json().get("released").asInt()).isZero();
    assertThat(rest.get("/v1/leases").json().get("leases")).hasSize(2);
  }

  @Test
  void theToolsetSpeaksOfSessionsAndSeconds() throws Exception {
    String holder = waiting("slot-0");
    try (McpClient client = McpClient.connect(daemon.home(), project, List.of("leases"))) {
      assertThat(client.ask("tools/list", Map.of()).get("tools").findValuesAsString("name"))
          .containsExactlyInAnyOrder(
              "acquire_file_lease", "list_file_leases", "release_file_lease");
      JsonNode taken =
          client.data(
              "acquire_file_lease",
              Map.of("session_id", holder, "file_path", "a", "mode", "read", "ttl_seconds", 60));
      assertThat(taken.get("ok").asBoolean()).isTrue();
      assertThat(taken.get("lease").get("session_id").asString()).isEqualTo(holder);
      assertThat(Instant.parse(taken.get("lease").get("expires_at").asString()))
          .isAfter(Instant.parse(taken.get("lease").get("created_at").asString()));
      assertThat(client.data("list_file_leases", Map.of()).get("leases")).hasSize(1);
      assertThat(
              client
                  .data("release_file_lease", Map.of("session_id", holder))
                  .get("released")
                  .asInt())
          .isEqualTo(1);
    }
  }
}
