package dev.agentpool.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Time-outs of a daemon that is killed, and of a machine that sleeps. */
class TimesTest {
  private static final Duration SOON = Duration.ofSeconds(90);
  @TempDir Path temp;

  private static void signal(String name, List<Long> pids) throws Exception {
    List<String> command = new ArrayList<>(List.of("kill", "-" + name));
    pids.forEach(pid -> command.add(pid.toString()));
    assertThat(new ProcessBuilder(command).start().waitFor()).isZero();
  }

  private static void awaitRunning(DaemonProcess daemon, String id) {
    Awaitility.await()
        .atMost(SOON)
        .pollInterval(Duration.ofMillis(20))
        .until(() ->
            daemon.text("/v1/tasks/" + id).contains("\"state\":\"running\"")
                && !daemon.agentProcesses().isEmpty());
  }

  @Test
  void aTimeOutCountsFromTheAttemptsStartOverEveryRestart() throws Exception {
    Path project =
        DaemonProcess.project(
            temp, "slots = 1\n[settings]\nprovider = \"scripted\"\ntimeout = \"36s\"\n");
    try (DaemonProcess daemon = new DaemonProcess(temp).start()) {
      String id = daemon.submit(project, "@@hang@@", Map.of());
      for (int kill = 0; kill < 2; kill++) {
        awaitRunning(daemon, id);
        TimeUnit.MILLISECONDS.sleep(8_000); // the moment of the kill, not a wait for anything
        daemon.kill9();
        daemon.start();
      }
      daemon.awaitAll(List.of(id), SOON);
      JsonNode task = daemon.get("/v1/tasks/" + id);
      assertThat(task.get("result").get("outcome").asString()).isEqualTo("timed_out");
      long took = task.get("completed_at_ms").asLong() - task.get("started_at_ms").asLong();
      assertThat(took).isBetween(36_000L, 51_000L); // 52 and more when each restart began anew
      assertThat(task.get("result").get("elapsed_ms").asLong()).isLessThanOrEqualTo(took);
    }
  }

  @Test
  void anAdoptedAttemptTookAsLongAsSinceItsStart() throws Exception {
    Path project = DaemonProcess.project(temp, "slots = 1\n[settings]\nprovider = \"scripted\"\n");
    try (DaemonProcess daemon = new DaemonProcess(temp).start()) {
      String lives = daemon.submit(project, "@@delay 4000@@ @@say late@@", Map.of());
      awaitRunning(daemon, lives);
      daemon.kill9();
      TimeUnit.MILLISECONDS.sleep(1_500); // no daemon runs
      daemon.start();
      daemon.awaitAll(List.of(lives), SOON);
      JsonNode result = daemon.get("/v1/tasks/" + lives).get("result");
      assertThat(result.get("output").asString()).isEqualTo("late");
      assertThat(result.get("elapsed_ms").asLong()).isBetween(4_000L, 60_000L);

      String ends = daemon.submit(project, "@@delay 500@@ @@say early@@", Map.of());
      awaitRunning(daemon, ends);
      daemon.kill9();
      TimeUnit.MILLISECONDS.sleep(4_000); // it ended long ago
      daemon.start();
      daemon.awaitAll(List.of(ends), SOON);
      result = daemon.get("/v1/tasks/" + ends).get("result");
      assertThat(result.get("output").asString()).isEqualTo("early");
      assertThat(result.get("elapsed_ms").asLong()).isBetween(500L, 3_900L);
    }
  }

  @Test
  void aMachineThatSleptLongerThanEveryLimitFindsNeitherAStallNorATimeOut() throws Exception {
    Path project =
        DaemonProcess.project(
            temp,
            "slots = 2\n"
                + "[settings]\n"
                + "provider = \"scripted\"\n"
                + "timeout = \"6s\"\n"
                + "stall_timeout = \"5s\"\n");
    try (DaemonProcess daemon = new DaemonProcess(temp).start()) {
      String id = daemon.submit(project, "@@delay 3000@@ @@say awake@@", Map.of());
      awaitRunning(daemon, id);
      List<Long> all = new ArrayList<>(daemon.agentProcesses());
      all.add(daemon.pid());
      signal("STOP", all);
      TimeUnit.SECONDS.sleep(8); // the lid is closed
      signal("CONT", all);
      daemon.awaitAll(List.of(id), SOON);
      JsonNode task = daemon.get("/v1/tasks/" + id);
      assertThat(task.get("state").asString()).as("%s", task).isEqualTo("completed");
      assertThat(task.get("attempts").asInt()).isEqualTo(1);
      assertThat(task.get("result").toString()).contains("slept", "counts for no time-out");
      assertThat(task.get("result").get("elapsed_ms").asLong()).isLessThan(8_000);
      assertThat(daemon.get("/v1/status").get("slept_ms").asLong()).isBetween(5_000L, 12_000L);
      String hangs = daemon.submit(project, "@@hang@@", Map.of());
      daemon.awaitAll(List.of(hangs), SOON);
      JsonNode hung = daemon.get("/v1/tasks/" + hangs).get("result"); // the limits still hold
      assertThat(hung.get("outcome").asString()).isIn("stalled", "timed_out");
    }
  }
}
