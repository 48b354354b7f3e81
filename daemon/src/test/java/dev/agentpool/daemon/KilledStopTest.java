package dev.agentpool.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A daemon that is killed after it has interrupted an agent, and before that was settled. */
class KilledStopTest {
  @TempDir Path temp;

  private static ConditionFactory soon() {
    return Awaitility.await().atMost(Duration.ofSeconds(90)).pollInterval(Duration.ofMillis(20));
  }

  private static void signal(String name, List<Long> pids) throws Exception {
    List<String> command = new ArrayList<>(List.of("kill", "-" + name));
    pids.forEach(pid -> command.add(pid.toString()));
    assertThat(new ProcessBuilder(command).start().waitFor()).isZero();
  }

  private static Path session(DaemonProcess daemon) throws IOException {
    try (Stream<Path> sessions = Files.list(daemon.home().resolve("state/sessions"))) {
      return sessions.toList().getFirst();
    }
  }

  /** The daemon is told to end, its agent cannot hear of it yet. */
  private static void interrupted(DaemonProcess daemon, Path session) {
    CompletableFuture.runAsync(() -> {
      try {
        daemon.post("/v1/stop", Map.of("deadline_ms", 0));
      } catch (Exception killed) {
        // nobody is there to answer
      }
    });
    soon().until(() -> Files.exists(session.resolve("ending")));
  }

  /** As the daemon did, if it was not killed before. */
  private static void interrupt(Path session) throws IOException {
    String line =
        "{\"type\":\"control_request\",\"request_id\":\"test\","
            + "\"request\":{\"subtype\":\"interrupt\"}}\n";
    Files.writeString(session.resolve("in"), line, StandardOpenOption.WRITE);
  }

  @Test
  void whatAStopHadInterruptedGoesOnWhenADaemonRunsAgain() throws Exception {
    Path project = DaemonProcess.project(temp, "slots = 1\n[settings]\nprovider = \"scripted\"\n");
    try (DaemonProcess daemon = new DaemonProcess(temp).start()) {
      String id = daemon.submit(project, "@@hang@@", Map.of());
      soon()
          .until(() ->
              daemon.text("/v1/tasks/" + id).contains("\"state\":\"running\"")
                  && !daemon.agentProcesses().isEmpty());
      Path session = session(daemon);
      soon().until(() -> Files.readString(session.resolve("out")).contains("\"type\":\"system\""));
      List<Long> agent = daemon.agentProcesses();
      signal("STOP", agent);
      interrupted(daemon, session);
      daemon.kill9();
      interrupt(session);
      signal("CONT", agent);
      soon().until(() -> Files.readString(session.resolve("out")).contains("\"type\":\"result\""));

      daemon.start();

      soon()
          .until(() -> {
            JsonNode task = daemon.get("/v1/tasks/" + id);
            assertThat(task.get("state").asString()).as("%s", task).isIn("pending", "running");
            return task.path("result").path("outcome").asString("").equals("suspended");
          });
    }
  }
}
