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
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * kill -9 of the daemon at random moments in the middle of chains, fan-outs and reviews (more
 * rounds with {@code -Dkill.rounds=50}): each step's effect once, each output where it belongs, all
 * money told.
 */
class KilledPlansTest {
  private static final int ROUNDS = Integer.getInteger("kill.rounds", 6);
  private static final int STEPS = 4;

  @TempDir Path temp;

  private static String effect(Path effects, Random random, String name) {
    return "@@delay "
        + random.nextInt(60)
        + "@@ @@append "
        + effects
        + " "
        + name
        + "@@ @@delay "
        + random.nextInt(60)
        + "@@ @@cost 0.01@@";
  }

  @Test
  void chainsFanOutsAndReviewsGoOnWhereTheyWere() throws Exception {
    long seed = Long.getLong("kill.seed", System.nanoTime());
    System.out.println("kill.seed=" + seed);
    Random random = new Random(seed);
    Path effects = temp.resolve("open/effects");
    Path project = DaemonProcess.project(temp, "slots = 4\n[settings]\nprovider = \"scripted\"\n");
    DaemonHere.git(project, "init", "-q");
    Files.writeString(project.resolve("README"), "hello\n");
    DaemonHere.git(project, "add", "README");
    DaemonHere.git(project, "commit", "-qm", "first");
    List<String> chains = new ArrayList<>();
    List<List<String>> fans = new ArrayList<>();
    List<String> reviewed = new ArrayList<>();
    try (DaemonProcess daemon = new DaemonProcess(temp)) {
      daemon.open(effects.getParent());
      daemon.start();
      for (int round = 0; round < ROUNDS; round++) {
        chains.add(chain(daemon, project, effects, random, round));
        fans.add(fanOut(daemon, project, effects, random, round));
        reviewed.add(
            daemon.submit(
                project,
                effect(effects, random, "review-" + round) + " @@say r" + round + "@@",
                Map.of("review_required", true)));
        TimeUnit.MILLISECONDS.sleep(random.nextInt(500)); // the moment of the kill
        daemon.kill9();
        daemon.start();
      }
      assertThat(daemon.awaitAll(reviewed, Duration.ofSeconds(60)).get("satisfied").asBoolean())
          .isTrue();
      for (String id : reviewed) {
        daemon.post("/v1/tasks/" + id + "/reject", Map.of("feedback", "@@say better@@"));
      }
      daemon.kill9();
      daemon.start();
      daemon.awaitAll(reviewed, Duration.ofSeconds(60));
      for (String id : reviewed) {
        JsonNode task = daemon.get("/v1/tasks/" + id);
        assertThat(task.get("state").asString()).isEqualTo("pending_review");
        assertThat(task.get("rejection_count").asInt()).isEqualTo(1);
        daemon.post("/v1/tasks/" + id + "/approve", Map.of());
      }
      List<String> all = new ArrayList<>(chains);
      fans.forEach(all::addAll);
      JsonNode waited = daemon.awaitAll(all, Duration.ofSeconds(90));
      assertThat(waited.get("satisfied").asBoolean()).as("%s", waited).isTrue();
      check(daemon, project, effects, chains, fans);
    }
  }

  /** Each step appends its name and says its own and the former ones'; all in one worktree. */
  private static String chain(
      DaemonProcess daemon, Path project, Path effects, Random random, int round) throws Exception {
    List<Map<String, Object>> steps = new ArrayList<>();
    for (int i = 0; i < STEPS; i++) {
      steps.add(
          Map.of(
              "name", "s" + i,
              "prompt",
                  effect(effects, random, "chain-" + round + "-" + i)
                      + " @@tool Bash {\"command\":\"echo "
                      + i
                      + " >> log.txt\"}@@ @@say "
                      + (i == 0 ? "" : "{previous_output},")
                      + i
                      + "@@"));
    }
    return daemon
        .post(
            "/v1/chains",
            Map.of("dir", project.toString(), "steps", steps, "isolation", "worktree"))
        .get("chain_id")
        .asString();
  }

  private static List<String> fanOut(
      DaemonProcess daemon, Path project, Path effects, Random random, int round) throws Exception {
    List<String> prompts =
        IntStream.range(0, 4)
            .mapToObj(
                i -> effect(effects, random, "fan-" + round + "-" + i) + " @@say f" + i + "@@")
            .toList();
    List<String> ids = new ArrayList<>();
    daemon
        .post(
            "/v1/tasks/fan-out",
            Map.of("dir", project.toString(), "prompts", prompts, "concurrency", 2, "wait", false))
        .get("task_ids")
        .forEach(id -> ids.add(id.asString()));
    return ids;
  }

  private static void check(
      DaemonProcess daemon,
      Path project,
      Path effects,
      List<String> chains,
      List<List<String>> fans)
      throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      JsonNode result = daemon.get("/v1/chains/" + chains.get(round) + "/result");
      assertThat(result.get("success").asBoolean()).as("%s", result).isTrue();
      assertThat(result.get("final_output").asString()).isEqualTo("0,1,2,3");
      assertThat(result.get("total_cost_microdollars").asLong()).isEqualTo(STEPS * 10_000L);
      assertThat(DaemonHere.git(project, "show", "agentpool/" + chains.get(round) + ":log.txt"))
          .isEqualTo("0\n1\n2\n3\n");
      for (int i = 0; i < fans.get(round).size(); i++) {
        JsonNode task = daemon.get("/v1/tasks/" + fans.get(round).get(i));
        assertThat(task.get("output").asString()).as("%s", task).isEqualTo("f" + i);
      }
    }
    // a rejected review is done again: its effect comes twice, everything else once
    List<String> expected = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      for (int i = 0; i < STEPS; i++) {
        expected.add("chain-" + round + "-" + i);
        expected.add("fan-" + round + "-" + i);
      }
      expected.add("review-" + round);
      expected.add("review-" + round);
    }
    assertThat(Files.readAllLines(effects)).containsExactlyInAnyOrderElementsOf(expected);
    JsonNode pool = daemon.pool(project);
    assertThat(pool.get("reserved_microdollars").asLong()).isZero();
    assertThat(pool.get("spend_microdollars").asLong()).isEqualTo(expected.size() * 10_000L);
  }
}
