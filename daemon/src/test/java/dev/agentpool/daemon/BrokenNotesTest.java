package dev.agentpool.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Somebody wrote nonsense into the ledger while the daemon was down. */
class BrokenNotesTest {
  @TempDir Path temp;
  private DaemonProcess daemon;
  private Path project;

  @BeforeEach
  void start() throws Exception {
    daemon = new DaemonProcess(temp);
    daemon.start();
    project = DaemonProcess.project(temp, "slots = 1\n[settings]\nprovider = \"scripted\"\n");
  }

  @AfterEach
  void stop() throws Exception {
    daemon.close();
  }

  private String in(String path) {
    return path + "?dir=" + project;
  }

  @Test
  void aNoteThatCannotBeReadStopsNothingAndIsToldAndKept() throws Exception {
    daemon.put("/v1/context/style", Map.of("dir", project.toString(), "value", "terse"));
    daemon.post(
        "/v1/skills",
        Map.of(
            "dir", project.toString(), "name", "greet", "prompt", "Say hello.", "scope", "task"));
    daemon.kill9();
    Path ledger = daemon.home().resolve("state/ledger.db");
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + ledger);
        Statement statement = connection.createStatement()) {
      assertThat(statement.executeUpdate("UPDATE note SET value = '{' WHERE space = 'skill'"))
          .isEqualTo(1);
      statement.executeUpdate(
          "INSERT INTO note (pool, space, key, value, at, version) SELECT pool, 'slot', 'slot-0',"
              + " 'nonsense', at, version FROM note WHERE space = 'context'");
    }
    daemon.start();
    assertThat(daemon.get(in("/v1/context")).toString()).contains("terse");
    assertThat(daemon.get(in("/v1/skills")).toString()).doesNotContain("\"greet\"");
    String id = daemon.submit(project, "@@say fine@@", Map.of());
    assertThat(daemon.awaitAll(List.of(id), Duration.ofSeconds(60)).toString())
        .contains("completed");
    JsonNode checks = daemon.get(in("/v1/doctor")).get("checks");
    assertThat(checks.toString()).contains("notes set aside", "2 could not be read");
    assertThat(daemon.text(in("/v1/journal") + "&after=0"))
        .contains("event: note_set_aside")
        .contains("\"space\":\"skill\",\"key\":\"greet\"")
        .contains("\"space\":\"slot\",\"key\":\"slot-0\"");
  }
}
