package dev.agentpool.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What a live session with a worktree leaves: the change of all its turns, and the tree itself. */
class WhatSessionsLeaveTest {
  @TempDir Path temp;
  private DaemonProcess daemon;
  private Path project;
  private String session;

  @BeforeEach
  void twoTurnsWrite() throws Exception {
    daemon = new DaemonProcess(temp).start();
    project = DaemonProcess.project(temp, "slots = 1\n[settings]\nprovider = \"scripted\"\n");
    Git.begin(project);
    session =
        daemon
            .post(
                "/v1/sessions?dir=" + project,
                Map.of(
                    "provider_id",
                    "scripted",
                    "task",
                    "@@append one.txt first@@ @@say so@@",
                    "isolation",
                    "worktree",
                    "role",
                    "implementer"))
            .get("session_id")
            .asString();
    awaitCompleted();
    daemon.post(
        "/v1/sessions/" + session + "/messages",
        Map.of("message", "@@append two.txt second@@ @@say so@@"));
    awaitCompleted();
  }

  @AfterEach
  void stop() throws Exception {
    daemon.close();
  }

  private void awaitCompleted() throws Exception {
    JsonNode seen =
        daemon.get(
            "/v1/sessions/" + session + "/observation?wait_for=completed&timeout_seconds=90");
    assertThat(seen.get("event").asString()).as("%s", seen).isEqualTo("completed");
  }

  private JsonNode collected(Map<String, Object> how) throws Exception {
    return daemon.post("/v1/artifacts/" + session + "/collect?dir=" + project, how);
  }

  private void assertDiffHasBothTurns(JsonNode collected) throws Exception {
    Path diff = Path.of(collected.get("artifact_dir").asString()).resolve("diff.patch");
    assertThat(Files.readString(diff)).contains("+first", "+second");
    Git.run(project, "apply", "--check", diff.toString());
  }

  private void awaitFinishedTree() {
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> Git.run(project, "worktree", "list").lines().count() == 1);
  }

  @Test
  void itsDiffIsThatOfAllItsTurnsWhileItLivesAndWhenItHasEnded() throws Exception {
    assertDiffHasBothTurns(collected(Map.of()));
    daemon.post("/v1/sessions/" + session + "/terminate", Map.of());
    awaitFinishedTree();
    assertDiffHasBothTurns(collected(Map.of()));
  }

  @Test
  void itsTreeIsItsOwnAndNotClearedAwayWhileItLives() throws Exception {
    JsonNode tree = daemon.get("/v1/worktrees?dir=" + project).get("worktrees").get(0);
    assertThat(tree.get("session_id").asString()).isEqualTo(session);
    assertThat(tree.get("active").asBoolean()).isTrue();
    Rest rest = new Rest(daemon, project);
    assertThat(rest.delete("/v1/worktrees/" + session + "?force=true").text())
        .contains("WORKTREE_ACTIVE", "agentpool terminate " + session);
    awaitCompleted();
  }

  @Test
  void whoCollectsMayEndItAsCompletedAndEverybodyTellsTheSameState() throws Exception {
    assertThat(collected(Map.of()).get("state").asString()).isEqualTo("COMPLETED");
    assertThat(state()).isEqualTo("COMPLETED");
    assertThat(ended().isNull()).isTrue();
    collected(Map.of("mark_completed", true));
    assertThat(state()).isEqualTo("COMPLETED");
    assertThat(ended().isNull()).isFalse();
    awaitFinishedTree();
  }

  private JsonNode shown() throws Exception {
    return daemon.get("/v1/sessions/" + session).get("session");
  }

  private String state() throws Exception {
    return shown().get("state").asString();
  }

  private JsonNode ended() throws Exception {
    return shown().get("ended_at");
  }
}
