package dev.agentpool.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * A session that was given the files it may change is kept from others before it writes, and what
 * came to be changed all the same is told.
 */
class AllowedFilesTest {
  @TempDir Path temp;
  private DaemonProcess daemon;
  private Path project;
  private Rest rest;

  @BeforeEach
  void start() throws Exception {
    daemon = new DaemonProcess(temp.resolve("home"));
    Files.createDirectories(daemon.home());
    Files.writeString(
        daemon.home().resolve("config.toml"),
        "[settings]\nwalls = \"off\"\n[sessions]\nallow_shared_repo_edits = true\n");
    project =
        DaemonProcess.project(
            temp,
            "slots = 1\n"
                + "[settings]\n"
                + "provider = \"scripted\"\n"
                + "access = \"edit\"\n"
                + "allowed_tools = [\"Bash\"]\n");
    Files.createDirectories(project.resolve("src/deep"));
    Files.createDirectories(project.resolve("notes"));
    Files.createDirectories(project.resolve("secret"));
    Files.writeString(project.resolve("src/kept.txt"), "kept");
    Files.createSymbolicLink(project.resolve("src/way-out"), project.resolve("secret"));
    Git.begin(project);
    daemon.start();
    rest = new Rest(daemon, project);
  }

  @AfterEach
  void stop() throws Exception {
    daemon.close();
  }

  private static String write(String file) {
    return "@@tool Write {\"file_path\":\"" + file + "\",\"content\":\"x\"}@@ ";
  }

  private JsonNode spawned(Object files, String task) throws Exception {
    Map<String, Object> asked =
        Rest.object(
            "provider_id",
            "scripted",
            "task",
            task,
            "role",
            "implementer",
            "isolation",
            "shared",
            "allowed_files",
            files);
    return Rest.ok(200, rest.call("POST", "/v1/sessions", asked));
  }

  private JsonNode observed(String id, String detail) throws Exception {
    return Rest.ok(
        200,
        rest.get(
            "/v1/sessions/"
                + id
                + "/observation?timeout_seconds=60&wait_for=completed,error&detail="
                + detail));
  }

  @Test
  void onlyTheseAreWrittenByItsToolsHoweverAnotherIsNamed() throws Exception {
    JsonNode session =
        spawned(
            List.of("src", project + "/notes/*.md"),
            write("src/new.txt")
                + write(project + "/src/deep/er.txt")
                + write("notes/a.md")
                + write("notes/a.txt")
                + write("other.txt")
                + write("src/../other.txt")
                + write("src/way-out/x.txt")
                + write("/tmp/agentpool-allowed-files-test.txt")
                + "@@say done@@");
    assertThat(session.get("session").get("metadata").get("allowed_files_held_by").toString())
        .isEqualTo("[\"before_write\",\"diff_after_turn\"]");
    JsonNode seen = observed(session.get("session_id").asString(), "full");
    assertThat(project.resolve("src/new.txt")).exists();
    assertThat(project.resolve("src/deep/er.txt")).exists();
    assertThat(project.resolve("notes/a.md")).exists();
    assertThat(project.resolve("notes/a.txt")).doesNotExist();
    assertThat(project.resolve("other.txt")).doesNotExist();
    assertThat(project.resolve("secret/x.txt")).doesNotExist();
    assertThat(Path.of("/tmp/agentpool-allowed-files-test.txt")).doesNotExist();
    assertThat(seen.get("metadata").get("outside_allowed_files").asInt()).isZero();
    assertThat(seen.has("outside_allowed_files")).isFalse();
    String turn = Rest.ok(200, rest.get("/v1/tasks/" + seen.get("turn").asString())).toString();
    assertThat(turn).contains("permission_denials").contains("other.txt");
  }

  @Test
  void whatACommandChangedBesideThemIsTold() throws Exception {
    String id =
        spawned(
                List.of("src"),
                "@@tool Bash {\"command\":\"echo x > by-shell.txt; echo y >> src/kept.txt\"}@@"
                    + " @@say done@@")
            .get("session_id")
            .asString();
    JsonNode seen = observed(id, "full");
    assertThat(seen.get("metadata").get("outside_allowed_files").asInt()).isEqualTo(1);
    assertThat(seen.get("outside_allowed_files").get("text").asString())
        .matches("(?s)BEGIN_UNTRUSTED_WORKER_OUTPUT_([0-9a-f]{16})\nby-shell.txt\nEND.*\\1");
    JsonNode summary = observed(id, "summary");
    assertThat(summary.get("outside_allowed_files").get("included").asBoolean()).isFalse();
    JsonNode collected =
        Rest.ok(200, rest.post("/v1/artifacts/" + id + "/collect", "detail", "full"));
    assertThat(collected.get("outside_allowed_files").get("text").asString())
        .contains("by-shell.txt");
  }

  @Test
  void aTurnThatIsGivenLaterIsHeldToThemToo() throws Exception {
    String id = spawned(List.of("src"), "@@say one@@").get("session_id").asString();
    observed(id, "summary");
    Rest.ok(
        200,
        rest.post(
            "/v1/sessions/" + id + "/messages", "message", write("other.txt") + "@@say two@@"));
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> observed(id, "full").get("worker_output").toString().contains("two"));
    assertThat(project.resolve("other.txt")).doesNotExist();
  }

  @Test
  void whatIsNoFileOfTheProjectIsRefused() throws Exception {
    for (String file : List.of("", " ", "../x", "/etc/passwd", ".", "a/../..", "x[", "a\0b")) {
      var refused =
          rest.call(
              "POST",
              "/v1/sessions",
              Rest.object("provider_id", "scripted", "task", "x", "allowed_files", List.of(file)));
      assertThat(refused.status()).as("'%s': %s", file, refused.text()).isEqualTo(400);
      assertThat(refused.text()).contains("allowed_files");
    }
  }
}
