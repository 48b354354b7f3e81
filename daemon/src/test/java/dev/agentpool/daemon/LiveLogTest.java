package dev.agentpool.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The log of an expert's session is written while it goes. */
class LiveLogTest {
  private static final Duration ROOM = Duration.ofSeconds(120);
  private static final String POOL =
      "[pool]\nname = \"p\"\n[defaults]\nprovider = \"scripted\"\n[experts.auth]\n";
  private static final String SECRET = "AKIA" + "Z7QXN2MPL4RTB6WD"; // of the form of a cloud's key
  @TempDir Path temp;

  private static String read(Path file) throws Exception {
    return Files.exists(file) ? Files.readString(file) : "";
  }

  @Test
  void whatIsSaidAndDoneIsThereAtOnceAfterAKillAndHasAnEnd() throws Exception {
    Path project = DaemonProcess.project(temp, POOL);
    Path logs = project.resolve(".agent-pool/experts/auth/logs");
    Path log = logs.resolve("slow.json");
    try (DaemonProcess daemon = new DaemonProcess(temp.resolve("home")).start()) {
      daemon.post(
          "/v1/mail",
          Map.of(
              "dir",
              project.toString(),
              "to",
              "auth",
              "id",
              "slow",
              "body",
              "key "
                  + SECRET
                  + " @@say looking@@ @@tool Bash {\"command\":\"echo seen\"}@@"
                  + " @@delay 600000@@ @@say never@@"));
      await().atMost(ROOM).until(() -> read(log).contains("\"tool\":\"Bash\""));
      assertThat(read(log).lines().toList())
          .satisfiesExactly(
              line -> assertThat(line).contains("\"type\":\"user\"").doesNotContain(SECRET),
              line -> assertThat(line).contains("\"type\":\"assistant\"", "looking"),
              line -> assertThat(line).contains("\"type\":\"tool\"", "echo seen"));
      String before = read(log);

      daemon.kill9();
      Files.delete(log);
      daemon.start();
      await().atMost(ROOM).until(() -> read(log).contains("\"tool\":\"Bash\""));
      assertThat(read(log)).startsWith(before);

      String task = daemon.get("/v1/mail/slow?dir=" + project).at("/mail/0/task_id").asString();
      daemon.post("/v1/tasks/" + task + "/cancel", Map.of());
      await().atMost(ROOM).until(() -> read(log).contains("the task was cancelled"));
      assertThat(read(logs.resolve("index.md"))).doesNotContain("slow");
    }
  }
}
