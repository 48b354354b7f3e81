package dev.agentpool.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** How a daemon ends, and what keeps it alive. */
class StopsTest {
  @TempDir Path temp;
  private Path project;

  @BeforeEach
  void project() throws Exception {
    project = DaemonProcess.project(temp, "slots = 2\n[settings]\nprovider = \"scripted\"\n");
  }

  private static ConditionFactory soon() {
    return Awaitility.await().atMost(Duration.ofSeconds(90)).pollInterval(Duration.ofMillis(20));
  }

  private String running(DaemonProcess daemon, String prompt) throws Exception {
    String id = daemon.submit(project, prompt, Map.of());
    awaitSessions(daemon, 1);
    return id;
  }

  private static void awaitSessions(DaemonProcess daemon, int count) {
    soon()
        .until(() -> daemon.text("/v1/status").split("\"resident\":true", -1).length == count + 1);
  }

  /** Asks for a stop and hangs up without waiting for its answer. */
  private static void askAndGoAway(DaemonProcess daemon, long deadlineMs) throws IOException {
    String body = "{\"deadline_ms\":" + deadlineMs + "}";
    String request =
        "POST /v1/stop HTTP/1.1\r\n"
            + "Host: localhost\r\n"
            + "Content-Type: application/json\r\n"
            + "Content-Length: "
            + body.length()
            + "\r\n\r\n"
            + body;
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      channel.connect(UnixDomainSocketAddress.of(daemon.home().resolve("state/run/daemon.sock")));
      channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
    }
  }

  private static DaemonProcess.Answer submit(DaemonProcess daemon, Path project) throws Exception {
    return daemon.call(
        "POST", "/v1/tasks", Map.of("dir", project.toString(), "prompt", "@@say x@@"), Map.of());
  }

  @Test
  void aStopGoesThroughThoughWhoAskedForItWentAwayAndTakesNoNewWork() throws Exception {
    try (DaemonProcess daemon = new DaemonProcess(temp).start()) {
      String id = running(daemon, "@@delay 3000@@ @@say done@@");
      askAndGoAway(daemon, 60_000);
      soon().until(() -> submit(daemon, project).status() == 409);
      DaemonProcess.Answer refused = submit(daemon, project);
      assertThat(refused.code()).isEqualTo("stopping");
      assertThat(refused.detail()).contains("takes no new work");
      assertThat(
              daemon
                  .call(
                      "POST",
                      "/v1/chains",
                      Map.of("dir", project.toString(), "steps", List.of(Map.of("prompt", "x"))),
                      Map.of())
                  .code())
          .isEqualTo("stopping");
      daemon.awaitExit();
      assertThat(daemon.isAlive()).isFalse();
      assertThat(daemon.agentProcesses()).isEmpty();
      daemon.start();
      assertThat(daemon.get("/v1/tasks/" + id).get("state").asString()).isEqualTo("completed");
      assertThat(submit(daemon, project).status()).isEqualTo(202);
    }
  }

  @Test
  void aSecondStopJoinsTheFirstAndMayOnlyShortenIt() throws Exception {
    try (DaemonProcess daemon = new DaemonProcess(temp).start()) {
      running(daemon, "@@hang@@");
      CompletableFuture<JsonNode> first = new CompletableFuture<>();
      Thread.ofVirtual()
          .start(() -> {
            try {
              first.complete(daemon.post("/v1/stop", Map.of("deadline_ms", 600_000)));
            } catch (Exception e) {
              first.completeExceptionally(e);
            }
          });
      soon().until(() -> submit(daemon, project).status() == 409);
      JsonNode second = daemon.post("/v1/stop", Map.of("deadline_ms", 0));
      assertThat(second).isEqualTo(first.get(90, TimeUnit.SECONDS));
      assertThat(second.get("interrupted").asInt()).isEqualTo(1);
      assertThat(second.get("sessions_ended").asInt()).isEqualTo(1);
      assertThat(second.get("pids_left")).isEmpty();
      daemon.awaitExit();
      assertThat(daemon.isAlive()).isFalse();
    }
  }

  @Test
  void aSecondSignalUrgesAndAHangUpIsAStop() throws Exception {
    try (DaemonProcess daemon = new DaemonProcess(temp).start()) {
      running(daemon, "@@hang@@");
      signal("HUP", daemon.pid());
      soon().until(() -> submit(daemon, project).status() == 409);
      signal("TERM", daemon.pid());
      daemon.awaitExit();
      assertThat(daemon.isAlive()).isFalse();
      assertThat(daemon.agentProcesses()).isEmpty();
    }
  }

  private static void signal(String name, long pid) throws Exception {
    assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start().waitFor())
        .isZero();
  }

  @Test
  void aDeletedSocketIsServedAgainAndWaitsOverTheOldOneGoOn() throws Exception {
    try (DaemonProcess daemon = new DaemonProcess(temp).start()) {
      String id = running(daemon, "@@delay 2500@@ @@say done@@");
      CompletableFuture<JsonNode> waits = new CompletableFuture<>();
      Thread.ofVirtual()
          .start(() -> {
            try {
              waits.complete(daemon.awaitAll(List.of(id), Duration.ofSeconds(40)));
            } catch (Exception e) {
              waits.completeExceptionally(e);
            }
          });
      Files.delete(daemon.home().resolve("state/run/daemon.sock"));
      Files.delete(daemon.home().resolve("state/run/mcp.sock"));
      soon().until(() -> Files.exists(daemon.home().resolve("state/run/mcp.sock")));
      soon().until(daemon::healthy);
      assertThat(daemon.get("/v1/status").get("pid").asLong()).isEqualTo(daemon.pid());
      assertThat(waits.get(90, TimeUnit.SECONDS).get("satisfied").asBoolean()).isTrue();
    }
  }

  @Test
  void aDaemonWhoseStateWasRemovedEndsWithItsAgentsBeforeAnotherOneServes() throws Exception {
    try (DaemonProcess first = new DaemonProcess(temp).start()) {
      running(first, "@@hang@@");
      Process old = first.process();
      remove(first.home().resolve("state"));
      Process second = first.launch();
      soon().until(() -> Files.exists(first.home().resolve("state/run/daemon.sock")));
      assertThat(old.isAlive()).isFalse();
      assertThat(first.agentProcesses()).containsOnly(second.pid());
      signal("TERM", second.pid());
      assertThat(second.waitFor(90, TimeUnit.SECONDS)).isTrue();
      first.start();
      assertThat(first.get("/v1/status").get("pid").asLong()).isEqualTo(first.pid());
    }
  }

  private static void remove(Path folder) throws Exception {
    assertThat(new ProcessBuilder("rm", "-rf", folder.toString()).start().waitFor()).isZero();
  }

  @Test
  void aDaemonThatIsStartedToStopEndsWhatWasLeftAndBeginsNothing() throws Exception {
    try (DaemonProcess daemon = new DaemonProcess(temp).start()) {
      String hangs = running(daemon, "@@cost 0.02@@ @@hang@@");
      String waits = daemon.submit(project, "@@say later@@", Map.of("after", List.of(hangs)));
      daemon.submit(project, "@@hang@@", Map.of());
      awaitSessions(daemon, 2);
      String pending = daemon.submit(project, "@@say pending@@", Map.of());
      daemon.kill9();
      assertThat(daemon.agentProcesses()).isNotEmpty();
      daemon.start("--to-stop");
      assertThat(submit(daemon, project).code()).isEqualTo("stopping");
      JsonNode report = daemon.post("/v1/stop", Map.of("deadline_ms", 0));
      assertThat(report.get("sessions_ended").asInt()).isEqualTo(2);
      assertThat(report.get("interrupted").asInt()).isEqualTo(2);
      assertThat(report.get("pids_left")).isEmpty();
      daemon.awaitExit();
      assertThat(daemon.agentProcesses()).isEmpty();
      daemon.start();
      assertThat(daemon.get("/v1/tasks/" + pending).get("attempts").asInt()).isZero();
      assertThat(daemon.get("/v1/tasks/" + waits).get("state").asString()).isEqualTo("blocked");
    }
  }

  @Test
  void aDaemonThatIsToldBySignalDoesNotLiveOnToTellNobody() throws Exception {
    try (DaemonProcess daemon = new DaemonProcess(temp).start()) {
      daemon.process().destroy();

      assertThat(daemon.process().waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(Files.readString(daemon.log())).doesNotContain("did not take the answer");
    }
  }
}
