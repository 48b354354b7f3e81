package dev.agentpool.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class DaemonStartTest {
  @TempDir Path temp;
  private Path project;

  @BeforeEach
  void project() throws Exception {
    project = DaemonProcess.project(temp, "slots = 2\n[settings]\nprovider = \"scripted\"\n");
  }

  @Test
  void ofTwoStartedAtOnceOneServesAndTheOtherLeaves() throws Exception {
    try (DaemonProcess daemon = new DaemonProcess(temp).start()) {
      Process second = daemon.launch();
      assertThat(second.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(second.exitValue()).isZero();
      assertThat(Files.readString(daemon.log())).contains("another daemon serves");
      assertThat(daemon.get("/v1/status").get("pid").asLong()).isEqualTo(daemon.pid());
    }
  }

  @Test
  void aStaleSocketAndALockWithSomebodyElsesPidDoNotMatter() throws Exception {
    try (DaemonProcess daemon = new DaemonProcess(temp)) {
      Path run = Files.createDirectories(daemon.home().resolve("state/run"));
      Files.writeString(run.resolve("daemon.lock"), "1\n");
      Files.writeString(run.resolve("daemon.sock"), "");
      daemon.start();
      assertThat(daemon.get("/v1/status").get("pid").asLong()).isEqualTo(daemon.pid());
    }
  }

  @Test
  void aCorruptLedgerIsRefusedWithAdviceAndNeverReplaced() throws Exception {
    try (DaemonProcess daemon = new DaemonProcess(temp)) {
      Path ledger = Files.createDirectories(daemon.home().resolve("state")).resolve("ledger.db");
      byte[] rubbish =
          "this is no database, but it is somebody's data"
              .repeat(100)
              .getBytes(StandardCharsets.UTF_8);
      Files.write(ledger, rubbish);
      Process process = daemon.launch();
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(4);
      assertThat(Files.readString(daemon.log())).contains("cannot start").contains("ledger.db");
      assertThat(Files.readAllBytes(ledger)).isEqualTo(rubbish);
    }
  }

  @Test
  void whatAStopLeftUnfinishedGoesOnWithoutAnybodyAsking() throws Exception {
    try (DaemonProcess daemon = new DaemonProcess(temp).start()) {
      String id = daemon.submit(project, "@@delay 3000@@ @@say late@@", Map.of());
      daemon.post("/v1/tasks/wait", Map.of("ids", List.of(id), "timeout_ms", 300));
      daemon.post("/v1/stop", Map.of("deadline_ms", 0));
      daemon.awaitExit();
      daemon.start();
      assertThat(
              daemon
                  .awaitAll(List.of(id), java.time.Duration.ofSeconds(20))
                  .get("satisfied")
                  .asBoolean())
          .isTrue();
      assertThat(daemon.get("/v1/tasks/" + id).get("state").asString()).isEqualTo("completed");
    }
  }

  @Test
  void sigtermIsAStop() throws Exception {
    try (DaemonProcess daemon = new DaemonProcess(temp).start()) {
      String id = daemon.submit(project, "@@delay 300@@ @@say late@@", Map.of());
      daemon.post("/v1/tasks/wait", Map.of("ids", List.of(id), "timeout_ms", 50));
      daemon.term();
      assertThat(daemon.agentProcesses()).isEmpty();
      daemon.start();
      assertThat(
              daemon
                  .awaitAll(List.of(id), java.time.Duration.ofSeconds(20))
                  .get("satisfied")
                  .asBoolean())
          .isTrue();
      JsonNode task = daemon.get("/v1/tasks/" + id);
      assertThat(task.get("result").get("output").asString()).isEqualTo("late");
    }
  }

  @Test
  void theStateDirectoryAndTheSocketAreThisUsersAlone() throws Exception {
    try (DaemonProcess daemon = new DaemonProcess(temp).start()) {
      assertThat(Files.getPosixFilePermissions(daemon.home().resolve("state/run"))).hasSize(3);
      assertThat(Files.getPosixFilePermissions(daemon.home().resolve("state"))).hasSize(3);
    }
  }
}
