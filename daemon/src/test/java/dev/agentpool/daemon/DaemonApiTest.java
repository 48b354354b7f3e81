package dev.agentpool.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What a client of a running daemon sees; real processes of the scripted agent behind it. */
class DaemonApiTest {
  private static final Duration SOON = Duration.ofSeconds(60);
  @TempDir static Path home;
  private static DaemonProcess daemon;

  /** Deleted when the daemon has ended: it works on in projects whose test is over. */
  @TempDir static Path projects;

  private Path temp;
  private Path project;

  @BeforeAll
  static void start() throws Exception {
    daemon = new DaemonProcess(home).start();
  }

  @AfterAll
  static void stop() throws Exception {
    daemon.close();
  }

  @BeforeEach
  void project() throws Exception {
    temp = Files.createTempDirectory(projects, "test");
    project = DaemonProcess.project(temp, "slots = 2\n[settings]\nprovider = \"scripted\"\n");
  }

  private String submit(String prompt) throws Exception {
    return daemon.submit(project, prompt, Map.of());
  }

  private JsonNode result(String id) throws Exception {
    assertThat(daemon.awaitAll(List.of(id), SOON).get("satisfied").asBoolean())
        .as("%s", daemon.get("/v1/tasks/" + id))
        .isTrue();
    return daemon.get("/v1/tasks/" + id);
  }

  private JsonNode refused(Map<String, Object> request) throws Exception {
    Map<String, Object> body = new HashMap<>(request);
    body.putIfAbsent("dir", project.toString());
    body.putIfAbsent("prompt", "hello");
    return daemon.post("/v1/tasks", body);
  }

  @Test
  void aTaskComesBackWithItsAnswerItsCostAndItsTokens() throws Exception {
    JsonNode task = result(submit("@@usage 10 20 30 40@@ @@cost 0.25@@ @@say hello@@"));
    assertThat(task.get("state").asString()).isEqualTo("completed");
    assertThat(task.get("slot_id").asString()).startsWith("slot-");
    JsonNode result = task.get("result");
    assertThat(result.get("output").asString()).isEqualTo("hello");
    assertThat(result.get("success").asBoolean()).isTrue();
    assertThat(result.get("cost_microdollars").asLong()).isEqualTo(250_000);
    assertThat(result.get("input_tokens").asLong()).isEqualTo(10);
    assertThat(result.get("session_id").asString()).isNotEmpty();
  }

  @Test
  void promptsThatCannotBeAreRefusedWithTheReason() throws Exception {
    assertThat(refused(Map.of("prompt", "  ")).get("detail").asString()).contains("empty");
    assertThat(refused(Map.of("prompt", "a\0b")).get("detail").asString()).contains("NUL");
    assertThat(refused(Map.of("prompt", "x".repeat(5_000_001))).get("detail").asString())
        .contains("5000000");
    assertThat(refused(Map.of("prompt", 7)).get("detail").asString())
        .contains("'prompt' must be text");
  }

  @Test
  void aPromptOfNearlyFiveMegabytesArrivesWhole() throws Exception {
    JsonNode task = result(submit("x".repeat(4_900_000) + " @@say long@@"));
    assertThat(task.get("result").get("output").asString()).isEqualTo("long");
  }

  @Test
  void unknownMembersAndSettingsAreNamed() throws Exception {
    assertThat(refused(Map.of("promt", "x")).get("detail").asString())
        .contains("unknown member 'promt'");
    assertThat(refused(Map.of("settings", Map.of("modell", "x"))).get("detail").asString())
        .contains("did you mean 'model'");
    assertThat(refused(Map.of("settings", Map.of("effort", "huge"))).get("detail").asString())
        .contains("one of low");
  }

  @Test
  void hostileIdsAreNoPaths() throws Exception {
    assertThat(daemon.get("/v1/tasks/..%2F..%2Fetc").get("status").asInt()).isIn(400, 404);
    assertThat(daemon.get("/v1/tasks/task-zz").get("code").asString()).isEqualTo("task_not_found");
    assertThat(daemon.get("/v1/tasks/task-00ff").get("code").asString())
        .isEqualTo("task_not_found");
  }

  @Test
  void aTaskCannotWaitForItselfOrForNobody() throws Exception {
    JsonNode self =
        daemon.post(
            "/v1/plans",
            Map.of(
                "dir",
                project.toString(),
                "tasks",
                List.of(Map.of("prompt", "a", "after_index", List.of(0)))));
    assertThat(self.get("code").asString()).isEqualTo("dependency_cycle");
    assertThat(refused(Map.of("after", List.of("task-0123"))).get("code").asString())
        .isEqualTo("dependency_unknown");
    assertThat(refused(Map.of("after", List.of("../x"))).get("code").asString())
        .isEqualTo("dependency_unknown");
  }

  @Test
  void budgetsOfNothingLessOrNonsenseAreRefused() throws Exception {
    for (Object usd : new Object[] {0, -1, "much", "NaN"}) {
      JsonNode answer =
          daemon.put("/v1/budget", Map.of("dir", project.toString(), "pool_usd", usd));
      assertThat(answer.get("status").asInt()).as("%s: %s", usd, answer).isEqualTo(400);
      assertThat(refused(Map.of("max_budget_usd", usd)).get("status").asInt()).isEqualTo(400);
    }
  }

  @Test
  void whatNoCapCanBeIsToldAsItWasSaidWithWhatACapCanBe() throws Exception {
    for (String usd : List.of("1E+999", "0.0000001", "-3", "2000000000")) {
      Map<String, Object> asked = Map.of("max_budget_usd", new BigDecimal(usd));
      String range = "from $0.000001, the smallest there is, to $1,000,000,000, not ";
      assertThat(refused(asked).get("detail").asString())
          .isEqualTo("'max_budget_usd' must be an amount of US dollars " + range + usd);
    }
  }

  @Test
  void whatIsNoTagIsRefused() throws Exception {
    for (String tag : List.of("", " ", "a\nb", "a\u001b[2Jb", "\u202eab", "x".repeat(201))) {
      for (JsonNode answer :
          List.of(
              refused(Map.of("tags", List.of("good", tag))),
              daemon.post(
                  "/v1/chains",
                  Map.of(
                      "dir",
                      project.toString(),
                      "steps",
                      List.of(Map.of("name", "a", "prompt", "x")),
                      "tags",
                      List.of(tag))))) {
        assertThat(answer.get("status").asInt()).as("%s: %s", tag, answer).isEqualTo(400);
        assertThat(answer.get("detail").asString()).contains("tag").doesNotContain("\u001b");
      }
    }
  }

  @Test
  void aBrokenPoolFileIsSaidWithItsLine() throws Exception {
    Files.writeString(project.resolve(".agent-pool/pool.toml"), "slots = 2\nslotts = 3\n");
    JsonNode answer = refused(Map.of());
    assertThat(answer.get("code").asString()).isEqualTo("config_invalid");
    assertThat(answer.get("detail").asString()).contains("pool.toml:2:").contains("slotts");
    JsonNode validated = daemon.get("/v1/config/validate?dir=" + project);
    assertThat(validated.get("ok").asBoolean()).isFalse();
    assertThat(validated.get("problems").get(0).get("line").asInt()).isEqualTo(2);
  }

  @Test
  void aWrongTableOfTheUsersFileIsOneFindingOfDoctorAndTheRestIsExaminedToo() throws Exception {
    DaemonHere.git(project, "init", "-q"); // what is seen there is told too, where it can be
    DaemonHere.git(project, "commit", "-qm", "first", "--allow-empty");
    Path config = daemon.home().resolve("config.toml");
    Files.writeString(config, "[skills]\nbuiltin = false\n[git]\nsign_merges = \"yes\"\n");
    try {
      JsonNode validated = daemon.get("/v1/config/validate?dir=" + project);
      assertThat(validated.get("ok").asBoolean()).isFalse();
      assertThat(validated.get("problems").toString()).contains("builtin", "sign_merges");
      JsonNode checks = daemon.get("/v1/doctor?dir=" + project).path("checks");
      assertThat(checks.valueStream().map(check -> check.get("name").asString()))
          .contains("java", "git", "provider")
          .filteredOn("configuration"::equals)
          .hasSize(2);
    } finally {
      Files.delete(config);
    }
  }

  @Test
  void whatATaskCannotSayIsRefusedWithWhereItBelongs() throws Exception {
    for (Map<String, Object> settings :
        List.<Map<String, Object>>of(
            Map.of("slot_assignment_timeout_secs", 1), Map.of("on_client_cancel", "cancel"))) {
      for (Map<String, Object> request :
          List.of(settings, Map.<String, Object>of("settings", settings))) {
        JsonNode refused = refused(request);
        assertThat(refused.get("status").asInt()).as("%s", refused).isEqualTo(400);
        assertThat(refused.get("detail").asString())
            .contains(settings.keySet())
            .contains("pool.toml");
      }
    }
    JsonNode refused = refused(Map.of("settings", Map.of("provider", "codex")));
    assertThat(refused.get("detail").asString())
        .contains(
            "provider must be claude, scripted, ",
            "or acp:NAME of an agent that speaks ACP, not \"codex\"");
  }

  @Test
  void aChangedPoolFileCountsFromTheNextRequestOn() throws Exception {
    result(submit("@@say one@@"));
    Files.writeString(
        project.resolve(".agent-pool/pool.toml"),
        "slots = 5\n[settings]\nprovider = \"scripted\"\n");
    assertThat(daemon.pool(project).get("slots").asInt()).isEqualTo(5);
  }

  @Test
  void aWorktreeWithoutARepositoryFailsWithAdvice() throws Exception {
    JsonNode task =
        result(
            daemon.submit(
                project, "@@say x@@", Map.of("settings", Map.of("workspace", "worktree"))));
    assertThat(task.get("state").asString()).isEqualTo("failed");
    assertThat(task.get("result").get("outcome").asString()).isEqualTo("workspace_failed");
    assertThat(task.get("reason").asString()).contains("git init");
  }

  @Test
  void aMissingCliFailsWithAdvice() throws Exception {
    JsonNode task =
        result(
            daemon.submit(
                project,
                "hello",
                Map.of("settings", Map.of("provider", "claude", "command", "no-such-cli"))));
    assertThat(task.get("result").get("outcome").asString()).isEqualTo("provider_unusable");
    assertThat(task.get("reason").asString()).contains("install");
  }

  @Test
  void aFailingTaskIsTriedAgainAfterABackoff() throws Exception {
    JsonNode task =
        result(
            daemon.submit(
                project,
                "@@fail-once key-" + System.nanoTime() + " not yet@@ @@say second time@@",
                Map.of("max_attempts", 2, "retry_delay", 0.05)));
    assertThat(task.get("state").asString()).isEqualTo("completed");
    assertThat(task.get("attempts").asInt()).isEqualTo(2);
  }

  @Test
  void dependentsRunAfterAndFailWithTheirReason() throws Exception {
    Path file = project.resolve("order");
    String first = submit("@@delay 150@@ @@append " + file + " first@@");
    String second =
        daemon.submit(project, "@@append " + file + " second@@", Map.of("after", List.of(first)));
    result(second);
    assertThat(Files.readAllLines(file)).containsExactly("first", "second");
    String bad = submit("@@fail broken@@");
    String dependent = daemon.submit(project, "@@say never@@", Map.of("after", List.of(bad)));
    JsonNode task = result(dependent);
    assertThat(task.get("state").asString()).isEqualTo("failed");
    assertThat(task.get("reason").asString()).contains(bad);
  }

  @Test
  void aLaneRunsOneAtATimeOldestFirst() throws Exception {
    Path file = project.resolve("lane");
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      ids.add(
          daemon.submit(
              project, "@@delay 30@@ @@append " + file + " " + i + "@@", Map.of("lane", "expert")));
    }
    daemon.awaitAll(ids, SOON);
    assertThat(Files.readAllLines(file)).containsExactly("0", "1", "2", "3");
  }

  @Test
  void theSameKeyTwiceIsTheSameTask() throws Exception {
    Map<String, Object> key = Map.of("idempotency_key", "k1");
    String one = daemon.submit(project, "@@say x@@", key);
    assertThat(daemon.submit(project, "@@say x@@", key)).isEqualTo(one);
    JsonNode other = refused(Map.of("idempotency_key", "k1", "prompt", "something else"));
    assertThat(other.get("code").asString()).isEqualTo("idempotency_conflict");
  }

  @Test
  void aCancelledTaskEndsAtOnceAndItsProcessWithIt() throws Exception {
    String id = submit("@@cost 0.02@@ @@tool Bash {\"command\":\"sleep 300\"}@@");
    awaitState(id, "running");
    JsonNode cancelled = daemon.post("/v1/tasks/" + id + "/cancel", Map.of());
    assertThat(cancelled.get("state").asString()).isEqualTo("cancelled");
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> daemon.pool(project).get("reserved_microdollars").asLong() == 0);
    assertThat(daemon.get("/v1/tasks/" + id).get("state").asString()).isEqualTo("cancelled");
    assertThat(result(submit("@@say free again@@")).get("state").asString()).isEqualTo("completed");
  }

  private void awaitState(String id, String state) {
    Awaitility.await()
        .atMost(SOON)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> daemon.get("/v1/tasks/" + id).get("state").asString().equals(state));
  }

  @Test
  void aRateLimitPausesTheProviderAndCountsNoAttempt() throws Exception {
    Path other =
        DaemonProcess.project(
            temp.resolve("limited"), "slots = 1\n[settings]\nprovider = \"scripted\"\n");
    try (DaemonProcess own = new DaemonProcess(temp.resolve("own")).start()) {
      String id = own.submit(other, "@@limit 3600@@", Map.of());
      String behind = own.submit(other, "@@say later@@", Map.of());
      Awaitility.await().atMost(SOON).until(() -> !own.pool(other).get("paused").isEmpty());
      // the provider pauses first, then the task goes back
      Awaitility.await()
          .atMost(SOON)
          .until(() -> own.get("/v1/tasks/" + id).get("state").asString().equals("pending"));
      JsonNode task = own.get("/v1/tasks/" + id);
      assertThat(task.get("attempts").asInt()).isZero();
      assertThat(task.get("not_before_ms").asLong())
          .isGreaterThan(System.currentTimeMillis() + 3_000_000);
      assertThat(own.get("/v1/tasks/" + behind).get("state").asString()).isEqualTo("pending");
    }
  }

  @Test
  void waitIsLevelTriggeredForAnyCountAndAll() throws Exception {
    String quick = submit("@@say quick@@");
    String slow = submit("@@delay 3000@@ @@say slow@@");
    JsonNode any =
        daemon.post(
            "/v1/tasks/wait",
            Map.of("ids", List.of(quick, slow), "mode", "any", "timeout_ms", 20_000));
    assertThat(any.get("satisfied").asBoolean()).isTrue();
    JsonNode both =
        daemon.post(
            "/v1/tasks/wait",
            Map.of("ids", List.of(quick, slow), "mode", "count", "count", 2, "timeout_ms", 100));
    assertThat(both.get("satisfied").asBoolean()).isFalse();
    assertThat(daemon.post("/v1/tasks/wait", Map.of("ids", List.of())).get("status").asInt())
        .isEqualTo(400);
    assertThat(daemon.awaitAll(List.of(quick, slow), SOON).get("satisfied").asBoolean()).isTrue();
  }

  @Test
  void aReviewedTaskWaitsForItsApprovalAndARejectedOneRunsAgainWithTheFeedback() throws Exception {
    String id = daemon.submit(project, "@@say draft@@", Map.of("review_required", true));
    assertThat(result(id).get("state").asString()).isEqualTo("pending_review");
    daemon.post("/v1/tasks/" + id + "/reject", Map.of("feedback", "more colour"));
    awaitState(id, "pending_review");
    JsonNode again = daemon.get("/v1/tasks/" + id);
    assertThat(again.get("prompt").asString()).isEqualTo("@@say draft@@");
    assertThat(again.get("feedback").toString()).isEqualTo("[\"more colour\"]");
    assertThat(daemon.post("/v1/tasks/" + id + "/approve", Map.of()).get("state").asString())
        .isEqualTo("completed");
    assertThat(daemon.post("/v1/tasks/" + id + "/approve", Map.of()).get("code").asString())
        .isEqualTo("wrong_state");
  }

  @Test
  void theEventsOfATaskEndWithTheTask() throws Exception {
    String id = submit("@@tool Bash {\"command\":\"echo tool-output\"}@@ @@say answer@@");
    String events = daemon.text("/v1/tasks/" + id + "/events?follow=true");
    assertThat(events)
        .contains("event: state", "event: tool_use", "tool-output", "event: text", "event: end")
        .contains("\"answer\"");
    String journal = daemon.text("/v1/journal?after=0");
    assertThat(journal).contains("event: submitted", "event: claimed", "event: settled");
  }

  @Test
  void aProcessIsReusedWithoutItsContext() throws Exception {
    Path single =
        DaemonProcess.project(
            temp.resolve("single"), "slots = 1\n[settings]\nprovider = \"scripted\"\n");
    String one = daemon.submit(single, "remember the word APPLE @@say ok@@", Map.of());
    String two = daemon.submit(single, "@@history@@", Map.of());
    daemon.awaitAll(List.of(one, two), SOON);
    JsonNode second = daemon.get("/v1/tasks/" + two);
    assertThat(second.get("result").get("output").asString()).doesNotContain("APPLE");
    assertThat(daemon.pool(single).get("slot_states").get(0).get("resident").asBoolean()).isTrue();
  }

  @Test
  void crashesAreResumedAndThenAnHonestOutcome() throws Exception {
    JsonNode task = result(submit("@@crash 3@@"));
    assertThat(task.get("state").asString()).isEqualTo("failed");
    assertThat(task.get("result").get("outcome").asString()).isEqualTo("crashed");
    assertThat(task.get("result").get("cost_known").asBoolean()).isFalse();
  }

  @Test
  void aDoubleForkedSleeperDiesWithItsSession() throws Exception {
    JsonNode task =
        result(
            daemon.submit(
                project,
                "@@double-fork 73421@@ @@say left one@@",
                Map.of("settings", Map.of("slot_mode", "ephemeral"))));
    assertThat(task.get("state").asString()).isEqualTo("completed");
    Awaitility.await().atMost(SOON).until(() -> sleepers("73421").isEmpty());
  }

  private static List<String> sleepers(String seconds) {
    return ProcessHandle.allProcesses()
        .map(process -> process.info().commandLine().orElse(""))
        .filter(line -> line.endsWith("sleep " + seconds))
        .toList();
  }
}
