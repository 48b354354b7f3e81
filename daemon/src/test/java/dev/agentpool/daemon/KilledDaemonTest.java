package dev.agentpool.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * kill -9 of the daemon at random moments, tasks in flight (more rounds with {@code
 * -Dkill.rounds=50}).
 */
class KilledDaemonTest {
  private static final int ROUNDS = Integer.getInteger("kill.rounds", 8);
  private static final int TASKS = 5 * ROUNDS;

  @TempDir Path temp;

  @Test
  void noPromptIsLostOrDoneTwiceAndNoMoneyIsForgotten() throws Exception {
    long seed = Long.getLong("kill.seed", System.nanoTime());
    System.out.println("kill.seed=" + seed);
    Random random = new Random(seed);
    Path effects = temp.resolve("open/effects");
    Path project = DaemonProcess.project(temp, "slots = 4\n[settings]\nprovider = \"scripted\"\n");
    List<String> ids = new ArrayList<>();
    try (DaemonProcess daemon = new DaemonProcess(temp)) {
      daemon.open(effects.getParent());
      daemon.start();
      for (int round = 0; round < ROUNDS; round++) {
        for (int i = 0; i < TASKS / ROUNDS; i++) {
          int number = ids.size();
          String prompt =
              "@@delay "
                  + random.nextInt(80)
                  + "@@ @@append "
                  + effects
                  + " effect-"
                  + number
                  + "@@ @@delay "
                  + random.nextInt(80)
                  + "@@ @@say done "
                  + number
                  + "@@ @@cost 0.01@@";
          ids.add(daemon.submit(project, prompt, Map.of()));
        }
        TimeUnit.MILLISECONDS.sleep(
            random.nextInt(400)); // the moment of the kill, not a wait for anything
        daemon.kill9();
        daemon.start();
      }
      JsonNode waited = daemon.awaitAll(ids, Duration.ofSeconds(90));
      assertThat(waited.get("satisfied").asBoolean()).as("%s", waited).isTrue();

      for (int i = 0; i < ids.size(); i++) {
        JsonNode task = daemon.get("/v1/tasks/" + ids.get(i));
        assertThat(task.get("state").asString()).as("%s", task).isEqualTo("completed");
        assertThat(task.get("result").get("output").asString()).isEqualTo("done " + i);
      }
      List<String> lines = Files.readAllLines(effects);
      assertThat(lines).doesNotHaveDuplicates().hasSize(TASKS);
      JsonNode pool = daemon.pool(project);
      assertThat(pool.get("spend_microdollars").asLong()).isEqualTo(TASKS * 10_000L);
      assertThat(pool.get("reserved_microdollars").asLong()).isZero();
      assertThat(pool.get("unknown_microdollars").asLong()).isZero();

      JsonNode report = daemon.post("/v1/stop", Map.of("deadline_ms", 5_000));
      assertThat(report.get("processes_left").asInt()).isZero();
      daemon.awaitExit();
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> daemon.agentProcesses().isEmpty());
    }
  }
}
