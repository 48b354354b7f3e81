package dev.agentpool.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * The daemon's home on a small file system that fills up in mid-work. Needs the right to mount one.
 */
class FullDiskTest {
  @TempDir Path temp;
  private Path disk;
  private boolean mounted;

  @BeforeEach
  void mount() throws Exception {
    disk = Files.createDirectories(temp.resolve("h"));
    mounted =
        new ProcessBuilder("mount", "-t", "tmpfs", "-o", "size=12m", "tmpfs", disk.toString())
                .start()
                .waitFor()
            == 0;
    Assumptions.assumeTrue(mounted, "this user may not mount a file system");
  }

  @AfterEach
  void unmount() throws Exception {
    if (mounted) {
      new ProcessBuilder("umount", "-l", disk.toString()).start().waitFor();
    }
  }

  private void fill(Path file) {
    byte[] block = new byte[4096];
    try (var out = Files.newOutputStream(file)) {
      while (true) {
        out.write(block);
      }
    } catch (IOException full) {
      // that is what we came for
    }
  }

  @Test
  void nothingIsLostAndWorkGoesOnWhenThereIsRoomAgain() throws Exception {
    Path project = DaemonProcess.project(temp, "slots = 1\n[settings]\nprovider = \"scripted\"\n");
    Path effects = project.resolve("effects");
    try (DaemonProcess daemon = new DaemonProcess(temp).start()) {
      String running =
          daemon.submit(
              project, "@@delay 1500@@ @@append " + effects + " one@@ @@say one@@", Map.of());
      String waiting =
          daemon.submit(project, "@@append " + effects + " two@@ @@say two@@", Map.of());
      Awaitility.await()
          .atMost(Duration.ofSeconds(10))
          .until(
              () -> daemon.get("/v1/tasks/" + running).get("state").asString().equals("running"));
      fill(disk.resolve("ballast"));
      JsonNode refused =
          daemon.post(
              "/v1/tasks", Map.of("dir", project.toString(), "prompt", "x".repeat(200_000)));
      assertThat(refused.get("status").asInt()).as("%s", refused).isEqualTo(503);
      assertThat(refused.get("code").asString()).isEqualTo("ledger_disk_full");
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> !daemon.pool(project).get("problem").isNull());
      Files.delete(disk.resolve("ballast"));
      assertThat(
              daemon
                  .awaitAll(List.of(running, waiting), Duration.ofSeconds(40))
                  .get("satisfied")
                  .asBoolean())
          .isTrue();
      JsonNode interrupted = daemon.get("/v1/tasks/" + running);
      assertThat(interrupted.get("state").asString()).as("%s", interrupted).isEqualTo("completed");
      assertThat(daemon.get("/v1/tasks/" + waiting).get("state").asString()).isEqualTo("completed");
      assertThat(Files.readAllLines(effects)).contains("one", "two");
      assertThat(daemon.pool(project).get("problem").isNull()).isTrue();
    }
  }

  @Test
  void mailThatComesToAFullDiskWaitsInItsFolderAndIsDoneOnceWhenThereIsRoomAgain()
      throws Exception {
    Path project =
        DaemonProcess.project(
            temp,
            "[pool]\nname = \"p\"\n[curation]\nseed = false\n[defaults]\n"
                + "provider = \"scripted\"\n[experts.auth]\n");
    Path post = project.resolve(".agent-pool/postoffice");
    Path effects = project.resolve("effects");
    try (DaemonProcess daemon = new DaemonProcess(temp).start()) {
      daemon.get("/v1/status?dir=" + project);
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> Files.isDirectory(project.resolve(".agent-pool/experts/auth/inbox")));
      fill(disk.resolve("ballast"));
      Path written = temp.resolve("mail");
      Files.writeString(
          written,
          "---\nid: m-1\nfrom: concierge\nto: auth\ntype: task\n---\n\n@@append "
              + effects
              + " one@@ @@say done@@\n"
              + "x".repeat(300_000)
              + "\n");
      Files.move(written, post.resolve("m-1.md"));
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> Files.readString(daemon.log()).contains("m-1"));
      assertThat(daemon.get("/v1/tasks?dir=" + project).get("items")).isEmpty();
      assertThat(post.resolve("dead")).doesNotExist();

      Files.delete(disk.resolve("ballast"));
      Awaitility.await()
          .atMost(Duration.ofSeconds(90))
          .until(() ->
              daemon
                  .get("/v1/tasks?dir=" + project)
                  .get("items")
                  .path(0)
                  .path("state")
                  .asString("")
                  .equals("completed"));
      assertThat(Files.readAllLines(effects)).containsExactly("one");
      assertThat(daemon.get("/v1/tasks?dir=" + project).get("items")).hasSize(1);
    }
  }

  @Test
  void whatEndedOnAFullDiskWhileNoDaemonRanIsDoneAgainAndNoProcessIsForgotten() throws Exception {
    Path project = DaemonProcess.project(temp, "slots = 2\n[settings]\nprovider = \"scripted\"\n");
    try (DaemonProcess daemon = new DaemonProcess(temp).start()) {
      List<String> ids =
          List.of(
              daemon.submit(project, "@@delay 3000@@ @@cost 0.01@@ @@say one@@", Map.of()),
              daemon.submit(project, "@@delay 2500@@ @@cost 0.01@@ @@say two@@", Map.of()),
              daemon.submit(project, "@@delay 100@@ @@cost 0.01@@ @@say three@@", Map.of()));
      Awaitility.await()
          .atMost(Duration.ofSeconds(10))
          .until(() ->
              daemon.get("/v1/tasks/" + ids.get(1)).get("state").asString().equals("running"));
      Awaitility.await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> daemon.agentProcesses().size() >= 2);
      Set<Long> agents = Set.copyOf(daemon.agentProcesses());
      fill(disk.resolve("ballast"));
      daemon.kill9();
      Awaitility.await("both have ended, and nobody heard of it")
          .atMost(Duration.ofSeconds(30))
          .until(() ->
              agents.stream()
                  .noneMatch(
                      pid -> ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent()));
      daemon.start();
      Awaitility.await("it has met the full disk")
          .atMost(Duration.ofSeconds(30))
          .until(() -> !daemon.pool(project).get("problem").isNull());
      Files.delete(disk.resolve("ballast"));

      assertThat(daemon.awaitAll(ids, Duration.ofSeconds(60)).get("satisfied").asBoolean())
          .isTrue();
      for (String id : ids) {
        JsonNode task = daemon.get("/v1/tasks/" + id);
        assertThat(task.get("state").asString()).as("%s", task).isEqualTo("completed");
      }
      daemon.post("/v1/stop", Map.of("deadline_ms", 0));
      daemon.awaitExit();
      assertThat(daemon.agentProcesses()).isEmpty();
    }
  }
}
