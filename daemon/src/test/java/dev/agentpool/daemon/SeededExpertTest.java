package dev.agentpool.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** An expert that knows nothing gets its first mail, and the daemon is killed on the way. */
class SeededExpertTest {
  private static final Duration ROOM = Duration.ofSeconds(120);
  @TempDir Path temp;

  @Test
  void theResearcherIsAskedOnceAndThenTheMailIsDone() throws Exception {
    Path project =
        DaemonProcess.project(temp, "[defaults]\nprovider = \"scripted\"\n[experts.auth]\n");
    try (DaemonProcess daemon = new DaemonProcess(temp)) {
      daemon.start();
      Rest rest = new Rest(daemon, project);
      var sent = rest.post("/v1/mail", "to", "auth", "id", "m", "body", "@@say done@@");
      assertThat(sent.text()).contains("seed-auth-");
      daemon.kill9();
      daemon.start();
      await()
          .atMost(ROOM)
          .until(() ->
              rest.get("/v1/tasks?tag=mail:m&state=completed").json().get("items").size() == 1);
      JsonNode tasks = rest.get("/v1/tasks?limit=100").json().get("items");
      List<String> seeds =
          StreamSupport.stream(tasks.spliterator(), false)
              .map(task -> task.get("tags").toString())
              .filter(tags -> tags.contains("mail:seed-auth-"))
              .toList();
      assertThat(seeds).hasSize(1).first().asString().contains("expert:researcher");
      rest.post("/v1/mail", "to", "auth", "id", "n", "body", "@@say done@@");
      await()
          .atMost(ROOM)
          .until(() ->
              rest.get("/v1/tasks?tag=mail:n&state=completed").json().get("items").size() == 1);
      assertThat(rest.get("/v1/tasks?limit=100").json().get("items")).hasSize(3);
    }
  }
}
