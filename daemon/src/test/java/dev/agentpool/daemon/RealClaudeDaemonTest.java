package dev.agentpool.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.testkit.FakeModelApi;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The whole daemon with the real Claude CLI and the fake model API; no account, no network. */
@Tag("real")
class RealClaudeDaemonTest {
  private static final int KILLS = Integer.getInteger("kill.rounds", 8);

  @TempDir Path temp;
  private FakeModelApi api;
  private DaemonProcess daemon;

  @BeforeEach
  void start() throws Exception {
    api = FakeModelApi.start();
    daemon = new DaemonProcess(temp).withClaude(temp, api).start();
  }

  @AfterEach
  void stop() throws Exception {
    daemon.close();
    api.close();
  }

  private Path project(String settings) throws Exception {
    return DaemonProcess.project(
        temp, "slots = 4\n[settings]\npermission_mode = \"acceptEdits\"\n" + settings);
  }

  @Test
  void fortyTasksOnFourSlotsEachGetTheirOwnAnswerAndTheSpendIsWhatWasBilled() throws Exception {
    Path project = project("");
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      ids.add(daemon.submit(project, "@@say answer " + i + "@@", Map.of()));
    }
    assertThat(daemon.awaitAll(ids, Duration.ofSeconds(100)).get("satisfied").asBoolean()).isTrue();
    for (int i = 0; i < 40; i++) {
      JsonNode result = daemon.get("/v1/tasks/" + ids.get(i)).get("result");
      assertThat(result.get("output").asString()).isEqualTo("answer " + i);
      assertThat(result.get("cost_known").asBoolean()).isTrue();
    }
    assertThat(daemon.pool(project).get("spend_microdollars").asLong())
        .isCloseTo(api.billedMicrodollars(), byRounding(40));
  }

  @Test
  void aCapHoldsWhateverIsSubmitted() throws Exception {
    Path project = project("[budget]\npool_usd = 0.6\nreserve_usd = 0.1\n");
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      JsonNode answer =
          daemon.post(
              "/v1/tasks",
              Map.of(
                  "dir",
                  project.toString(),
                  "prompt",
                  "@@usage 20000 0 0 1000@@ @@say answer " + i + "@@"));
      if (answer.has("task_id")) {
        ids.add(answer.get("task_id").asString());
      } else {
        assertThat(answer.get("code").asString()).isEqualTo("budget_exhausted");
      }
    }
    Awaitility.await()
        .atMost(Duration.ofSeconds(150))
        .until(() -> {
          drop(daemon.get("/v1/inbox").get("questions"));
          return daemon.awaitAll(ids, Duration.ofMillis(200)).get("satisfied").asBoolean();
        });
    assertThat(api.billedMicrodollars()).isPositive().isLessThanOrEqualTo(600_000);
    List<String> outcomes = new ArrayList<>();
    for (String id : ids) {
      outcomes.add(daemon.get("/v1/tasks/" + id).get("result").get("outcome").asString());
    }
    assertThat(outcomes)
        .contains("completed", "budget_exhausted")
        .allMatch(o -> o.equals("completed") || o.equals("budget_exhausted"));
    assertThat(daemon.pool(project).get("reserved_microdollars").asLong()).isZero();
  }

  /** What waits for money is given up. */
  private void drop(JsonNode questions) throws Exception {
    for (JsonNode question : questions) {
      assertThat(question.get("kind").asString()).isEqualTo("money");
      daemon.post(
          "/v1/questions/" + question.get("id").asString() + "/answer", Map.of("answer", "no"));
    }
  }

  @Test
  void aDeniedToolIsToldBesideTheResultOrFailsTheTaskThatSaysSo() throws Exception {
    Path project = project("");
    String id =
        daemon.submit(
            project,
            "@@tool Bash {\"command\":\"curl http://127.0.0.1:9/\"}@@ @@say tried@@",
            Map.of());
    String strict =
        daemon.submit(
            project,
            "@@tool Bash {\"command\":\"curl http://127.0.0.1:9/\"}@@ @@say tried@@",
            Map.of("settings", Map.of("on_denial", "fail")));
    daemon.awaitAll(List.of(id, strict), Duration.ofSeconds(60));
    JsonNode task = daemon.get("/v1/tasks/" + id);
    assertThat(task.get("state").asString()).isEqualTo("completed");
    assertThat(task.get("result").get("permission_denials").get(0).asString()).isEqualTo("Bash");
    assertThat(task.get("result").get("facts").get("denials").get(0).get("advice").asString())
        .contains("Bash(curl:*)");
    assertThat(task.get("result").get("output").asString()).isEqualTo("tried");
    JsonNode failed = daemon.get("/v1/tasks/" + strict);
    assertThat(failed.get("state").asString()).isEqualTo("failed");
    assertThat(failed.get("result").get("outcome").asString()).isEqualTo("refused_by_permission");
  }

  @Test
  void killedInMidTurnEveryEffectHappensOnceAndTheSpendIsWhatWasBilled() throws Exception {
    long seed = Long.getLong("kill.seed", System.nanoTime());
    System.out.println("kill.seed=" + seed);
    Random random = new Random(seed);
    Path project = project("allowed_tools = [\"Bash\"]\n");
    Path effects = project.resolve("effects.txt");
    List<String> ids = new ArrayList<>();
    for (int round = 0; round < KILLS; round++) {
      for (int i = 0; i < 4; i++) {
        int number = ids.size();
        String command = "{\"command\":\"echo effect-" + number + " >> " + effects + "\"}";
        ids.add(
            daemon.submit(
                project,
                "@@slow 4 40@@ @@tool Bash " + command + "@@ @@say did " + number + "@@",
                Map.of()));
      }
      TimeUnit.MILLISECONDS.sleep(
          random.nextInt(1_500)); // the moment of the kill, not a wait for anything
      daemon.kill9();
      daemon.start();
    }
    JsonNode waited = daemon.awaitAll(ids, Duration.ofSeconds(100));
    assertThat(waited.get("satisfied").asBoolean()).as("%s", waited).isTrue();
    for (String id : ids) {
      JsonNode task = daemon.get("/v1/tasks/" + id);
      assertThat(task.get("state").asString()).as("%s", task).isEqualTo("completed");
    }
    assertThat(Files.readAllLines(effects)).doesNotHaveDuplicates().hasSize(ids.size());
    JsonNode pool = daemon.pool(project);
    assertThat(pool.get("spend_microdollars").asLong())
        .isCloseTo(api.billedMicrodollars(), byRounding(ids.size()));
    assertThat(pool.get("unknown_microdollars").asLong()).isZero();
    assertThat(daemon.post("/v1/stop", Map.of("deadline_ms", 5_000)).get("processes_left").asInt())
        .isZero();
    daemon.awaitExit();
    assertThat(daemon.agentProcesses()).isEmpty();
  }

  @Test
  void aChainInItsWorktreeGoesOnWhereItWasWhenTheDaemonIsKilled() throws Exception {
    long seed = Long.getLong("kill.seed", System.nanoTime());
    System.out.println("kill.seed=" + seed);
    Random random = new Random(seed);
    Path project = project("allowed_tools = [\"Bash\"]\n");
    DaemonHere.git(project, "init", "-q");
    Files.writeString(project.resolve("README"), "hello\n");
    DaemonHere.git(project, "add", "README");
    DaemonHere.git(project, "commit", "-qm", "first");
    List<Map<String, Object>> steps = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      String said = i == 0 ? "0" : "{previous_output}," + i;
      steps.add(
          Map.of(
              "name",
              "s" + i,
              "prompt",
              "@@slow 4 40@@ @@tool Bash {\"command\":\"echo "
                  + i
                  + " >> log.txt\"}@@ @@say "
                  + said
                  + "@@"));
    }
    String chain =
        daemon
            .post(
                "/v1/chains",
                Map.of("dir", project.toString(), "steps", steps, "isolation", "worktree"))
            .get("chain_id")
            .asString();
    for (int round = 0; round < 3; round++) {
      TimeUnit.MILLISECONDS.sleep(300 + random.nextInt(900)); // the moment of the kill
      daemon.kill9();
      daemon.start();
    }
    JsonNode waited = daemon.awaitAll(List.of(chain), Duration.ofSeconds(100));
    assertThat(waited.get("satisfied").asBoolean()).as("%s", waited).isTrue();
    JsonNode result = daemon.get("/v1/chains/" + chain + "/result");
    assertThat(result.get("success").asBoolean()).as("%s", result).isTrue();
    assertThat(result.get("final_output").asString()).isEqualTo("0,1,2,3");
    assertThat(DaemonHere.git(project, "show", "agentpool/" + chain + ":log.txt"))
        .isEqualTo("0\n1\n2\n3\n");
    assertThat(daemon.pool(project).get("spend_microdollars").asLong())
        .isCloseTo(api.billedMicrodollars(), byRounding(steps.size()));
  }

  /** Each task's cost is whole micro-dollars, rounded from what the CLI says in fractions. */
  private static org.assertj.core.data.Offset<Long> byRounding(long tasks) {
    return org.assertj.core.data.Offset.offset(tasks);
  }
}
