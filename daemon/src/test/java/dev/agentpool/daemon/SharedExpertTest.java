package dev.agentpool.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** Two projects share an expert: it does one thing at a time for both. */
class SharedExpertTest {
  private static final Duration ROOM = Duration.ofSeconds(180);
  private static final int EACH = 3;
  private static final String POOL =
      """
      [pool]
      name = "p"
      [curation]
      seed = false
      [defaults]
      provider = "scripted"
      [shared]
      include = ["style"]
      """;

  @TempDir Path temp;

  @Test
  void itNeverWorksInTwoPoolsAtOnceAndNeitherIsForgotten() throws Exception {
    Path one = DaemonProcess.project(Files.createDirectories(temp.resolve("one")), POOL);
    Path two = DaemonProcess.project(Files.createDirectories(temp.resolve("two")), POOL);
    Path held = temp.resolve("held");
    Path clash = temp.resolve("clash");
    try (DaemonProcess daemon = new DaemonProcess(temp)) {
      Files.writeString(daemon.home().resolve("config.toml"), "[settings]\nwalls = \"off\"\n");
      daemon.start();
      List<Rest> both = List.of(new Rest(daemon, one), new Rest(daemon, two));
      String line =
          "mkdir " + held + " || touch " + clash + "; sleep 0.3; rmdir " + held + " || true";
      String input = JsonMapper.builder().build().writeValueAsString(Map.of("command", line));
      for (int i = 0; i < EACH; i++) {
        for (Rest rest : both) {
          var sent =
              rest.post(
                  "/v1/mail",
                  "to",
                  "style",
                  "id",
                  "m-" + i,
                  "body",
                  "@@tool Bash " + input + "@@ @@say done@@");
          assertThat(sent.status()).as(sent.text()).isEqualTo(201);
        }
      }
      for (Rest rest : both) {
        await()
            .atMost(ROOM)
            .until(() -> rest.get("/v1/tasks?state=completed").json().get("items").size() == EACH);
      }
      assertThat(clash).doesNotExist();
    }
  }
}
