package dev.agentpool.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.testkit.ScriptedAgent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * A log-in that is lost, over a daemon of its own: told on every face, over a kill, until a
 * person's word.
 */
class StandstillFacesTest {
  private static final Duration SOON = Duration.ofSeconds(60);
  @TempDir Path temp;

  @Test
  void aLostLogInIsToldAndKeptOverAKillAndEndsAtAPersonsWord() throws Exception {
    Path project =
        DaemonProcess.project(
            temp.resolve("locked"), "slots = 1\n[settings]\nprovider = \"scripted\"\n");
    try (DaemonProcess daemon = new DaemonProcess(temp.resolve("own")).start()) {
      String id = daemon.submit(project, "@@auth@@", Map.of());
      Awaitility.await()
          .atMost(SOON)
          .until(() ->
              !daemon.pool(project).get("paused").isEmpty()
                  && daemon.get("/v1/tasks/" + id).get("state").asString().equals("pending"));
      String behind = daemon.submit(project, "@@say behind@@", Map.of());
      JsonNode before = daemon.pool(project).get("paused").get(0);
      assertThat(before.get("code").asString()).isEqualTo("auth_failed");
      assertThat(before.get("provider").asString()).isEqualTo("scripted");
      assertThat(before.get("why").asString()).contains("log the agent in");
      JsonNode task = daemon.get("/v1/tasks/" + id);
      assertThat(task.get("attempts").asInt()).isZero();
      assertThat(task.get("reason").asString())
          .startsWith("auth_failed")
          .contains("agentpool resume");
      assertThat(task.get("waits_for").asString()).isEqualTo("provider");
      JsonNode other = daemon.get("/v1/tasks/" + behind);
      assertThat(other.get("waits_for").asString()).isEqualTo("provider");
      assertThat(other.get("reason").asString())
          .isEqualTo("waits for scripted: " + before.get("why").asString());
      assertThat(daemon.get("/v1/doctor?dir=" + project).toString()).contains("stands still since");
      daemon.kill9();
      daemon.start();
      assertThat(daemon.get("/v1/tasks/" + behind).get("state").asString()).isEqualTo("pending");
      assertThat(daemon.pool(project).get("paused").get(0)).isEqualTo(before);
      daemon.post("/v1/tasks/" + id + "/cancel", Map.of());
      assertThat(
              daemon
                  .post("/v1/pool/resume", Map.of("dir", project.toString()))
                  .get("retried")
                  .asInt())
          .isEqualTo(1);
      daemon.awaitAll(List.of(behind), SOON);
      assertThat(daemon.get("/v1/tasks/" + behind).get("state").asString()).isEqualTo("completed");
      assertThat(daemon.pool(project).get("paused")).isEmpty();
    }
  }

  @Test
  void aCliThatIsTooOldGetsNoTaskUntilItIsUpdated() throws Exception {
    Path folder = Files.createDirectories(temp.resolve("tools"));
    Path agent = ScriptedAgent.install(Files.createDirectories(temp.resolve("agent")));
    Path claude = folder.resolve("claude");
    Files.writeString(claude, "#!/bin/sh\n[ \"$1\" = --version ] && echo '1.0.44 (Claude Code)'\n");
    Files.setPosixFilePermissions(claude, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path project = DaemonProcess.project(temp.resolve("old"), "slots = 1\n");
    try (DaemonProcess daemon =
        new DaemonProcess(temp.resolve("own"))
            .with("PATH", folder + ":" + System.getenv("PATH"))
            .with("CLAUDE_CONFIG_DIR", Files.createDirectories(temp.resolve("config")).toString())
            .start()) {
      String id = daemon.submit(project, "@@say served@@", Map.of());
      Awaitility.await().atMost(SOON).until(() -> !daemon.pool(project).get("paused").isEmpty());
      JsonNode pause = daemon.pool(project).get("paused").get(0);
      String told = "found version 1.0.44 at " + claude + ", need at least 2.1.205";
      assertThat(pause.get("code").asString()).isEqualTo("provider_unusable");
      assertThat(pause.get("why").asString()).contains(told);
      Awaitility.await() // it is put back after the provider was paused
          .atMost(SOON)
          .untilAsserted(() -> {
            JsonNode task = daemon.get("/v1/tasks/" + id);
            assertThat(task.get("state").asString()).isEqualTo("pending");
            assertThat(task.get("attempts").asInt()).isZero();
          });
      assertThat(daemon.get("/v1/doctor?dir=" + project).toString()).contains(told);
      Files.write(claude, Files.readAllBytes(agent));
      try (McpClient client = McpClient.connect(daemon.home(), project, List.of("slots"))) {
        JsonNode word = client.data("pool_resume", Map.of());
        assertThat(word.get("resumed").asBoolean()).isFalse();
        assertThat(word.get("retried").asInt()).isEqualTo(1);
      }
      daemon.awaitAll(List.of(id), SOON);
      assertThat(daemon.get("/v1/tasks/" + id).get("output").asString()).isEqualTo("served");
    }
  }
}
