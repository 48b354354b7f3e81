package dev.agentpool.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A pool at its cap asks, and what it is told is done once, whatever dies in between. */
class MoneyAskedTest {
  private static final Duration SOON = Duration.ofSeconds(60);

  /** Costs more than the cap of $0.10, which is known after its first request. */
  private static final String COSTLY =
      "@@cost 0.12@@ @@tool Bash {\"command\":\"true\"}@@ @@delay 3000@@ @@history@@";

  @TempDir Path temp;
  private DaemonProcess daemon;
  private Path project;

  @BeforeEach
  void start() throws Exception {
    daemon = new DaemonProcess(temp);
    Files.createDirectories(daemon.home());
    project = DaemonProcess.project(temp, toml(""));
    daemon.start();
  }

  private static String toml(String more) {
    return "slots = 1\n[settings]\nprovider = \"scripted\"\nworkspace = \"shared\"\n" + more;
  }

  @AfterEach
  void stop() throws Exception {
    daemon.close();
  }

  private void cap(double usd) throws Exception {
    JsonNode set = daemon.put("/v1/budget", Map.of("dir", project.toString(), "pool_usd", usd));
    assertThat(set.has("status") && set.get("status").isInt()).as("%s", set).isFalse();
  }

  private String submit(String prompt, Map<String, Object> settings) throws Exception {
    return daemon.submit(project, prompt, Map.of("settings", settings));
  }

  private JsonNode task(String id) throws Exception {
    return daemon.get("/v1/tasks/" + id);
  }

  private JsonNode ended(String id) throws Exception {
    assertThat(daemon.awaitAll(List.of(id), SOON).get("satisfied").asBoolean()).isTrue();
    return task(id);
  }

  private JsonNode awaitQuestion() {
    return Awaitility.await()
        .atMost(SOON)
        .until(() -> daemon.get("/v1/inbox").get("questions"), open -> open.size() == 1)
        .get(0);
  }

  private JsonNode answer(JsonNode question, String words) throws Exception {
    return daemon.post(
        "/v1/questions/" + question.get("id").asString() + "/answer",
        Map.of("answer", "text", "text", words, "by", "ada"));
  }

  private long capNow() throws Exception {
    return daemon.pool(project).get("budget_microdollars").asLong();
  }

  /** The pool's cap is spent, and a task waits behind it. */
  private String waitsForMoney() throws Exception {
    cap(0.05);
    String spends = submit("@@cost 0.05@@ @@delay 300@@ @@say one@@", Map.of());
    String waits = submit("@@say two@@", Map.of());
    ended(spends);
    return waits;
  }

  @Test
  void theCapOfATaskHoldsAsSoonAsAPersonHasSetIt() throws Exception {
    String free = submit("@@cost 0.3@@ @@say dear@@", Map.of());
    assertThat(ended(free).get("state").asString()).isEqualTo("completed");
    daemon.put("/v1/budget", Map.of("dir", project.toString(), "task_usd", 0.2));
    JsonNode capped = ended(submit("@@cost 0.3@@ @@say dear@@", Map.of()));
    assertThat(capped.get("state").asString()).isEqualTo("failed");
    assertThat(capped.at("/result/outcome").asString()).isEqualTo("budget_exhausted");
    assertThat(capped.at("/result/cost_microdollars").asLong()).isEqualTo(300_000);
    assertThat(ended(submit("@@cost 0.1@@ @@say cheap@@", Map.of())).get("state").asString())
        .isEqualTo("completed");
  }

  @Test
  void whatIsQueuedWaitsForThePersonsAnswerOverKillsAndTheAnswerCountsOnce() throws Exception {
    String waits = waitsForMoney();
    JsonNode question = awaitQuestion();
    assertThat(question.get("kind").asString()).isEqualTo("money");
    assertThat(question.get("about").get("tasks").asInt()).isEqualTo(1);
    assertThat(task(waits).get("reason").asString()).contains("waits for money");
    daemon.kill9();
    daemon.start();
    assertThat(awaitQuestion().get("id")).isEqualTo(question.get("id"));
    JsonNode none = answer(question, "raise a bit");
    assertThat(none.get("status").asInt()).isEqualTo(400);
    assertThat(none.get("detail").asString()).contains("raise AMOUNT");
    assertThat(answer(question, "raise 1").get("state").asString()).isEqualTo("delivered");
    daemon.kill9();
    daemon.start();
    assertThat(answer(question, "raise 1").get("status").asInt()).isEqualTo(409);
    assertThat(ended(waits).get("state").asString()).isEqualTo("completed");
    assertThat(capNow()).isEqualTo(1_050_000);
    assertThat(daemon.get("/v1/inbox").get("questions")).isEmpty();
  }

  private JsonNode awaitReason(String id, String... words) {
    return Awaitility.await()
        .atMost(SOON)
        .until(
            () -> task(id),
            task -> List.of(words).stream().allMatch(task.get("reason").asString()::contains));
  }

  @Test
  void aTaskBesideAFreeSlotSaysThatMoneyIsInItsWayAndWhatToDo() throws Exception {
    Files.writeString(
        project.resolve(".agent-pool/pool.toml"), toml("").replace("slots = 1", "slots = 2"));
    cap(0.5);
    String runs = submit("@@hang@@", Map.of());
    Awaitility.await()
        .atMost(SOON)
        .until(() -> task(runs).get("state").asString().equals("running"));
    ended(submit("@@cost 0.001@@ @@say there is room for it@@", Map.of()));
    String capped = submit("@@say capped@@", Map.of("max_budget_usd", 0.3));
    JsonNode task =
        awaitReason(
            capped,
            "waits for money: the cap of pool",
            "is $0.50, spent $0.001, set aside for what runs $0.25",
            "needs $0.30 (its own cap)",
            "agentpool budget set --pool-usd AMOUNT");
    assertThat(task.get("waits_for").asString()).isEqualTo("money");
    assertThat(task.get("state").asString()).isEqualTo("pending");
    JsonNode listed = daemon.get("/v1/tasks?state=pending&dir=" + project).get("items").get(0);
    assertThat(listed.get("reason")).isEqualTo(task.get("reason"));
    assertThat(listed.get("waits_for")).isEqualTo(task.get("waits_for"));
    assertThat(task(runs).get("waits_for").isNull()).isTrue();
    cap(2);
    assertThat(ended(capped).get("waits_for").isNull()).isTrue();
    assertThat(task(capped).get("reason").asString()).isEmpty();
    daemon.post("/v1/tasks/" + runs + "/cancel", Map.of());
  }

  @Test
  void whatWaitsForAnAnswerSaysWhichQuestionAlsoWhenAnotherIsAsked() throws Exception {
    String waits = waitsForMoney();
    String first = awaitQuestion().get("id").asString();
    JsonNode task =
        awaitReason(
            waits, "is $0.05, spent $0.05", "agentpool answer " + first + " 'raise AMOUNT'");
    assertThat(task.get("waits_for").asString()).isEqualTo("money");
    cap(0.04); // still nothing: the caps were changed, so it is asked anew
    JsonNode second =
        Awaitility.await()
            .atMost(SOON)
            .until(
                () -> daemon.get("/v1/inbox").get("questions"),
                open -> open.size() == 1 && !open.get(0).get("id").asString().equals(first))
            .get(0);
    awaitReason(waits, "is $0.04, spent $0.05", "agentpool answer " + second.get("id").asString());
    answer(second, "raise 1");
    assertThat(ended(waits).get("state").asString()).isEqualTo("completed");
  }

  @Test
  void whatIsDroppedFailsWithThatReason() throws Exception {
    String waits = waitsForMoney();
    answer(awaitQuestion(), "drop");
    JsonNode task = ended(waits);
    assertThat(task.get("state").asString()).isEqualTo("failed");
    assertThat(task.get("reason").asString()).contains("dropped by ada");
    assertThat(capNow()).isEqualTo(50_000);
  }

  @Test
  void whereNobodyIsThereOrFailIsSaidTasksFailAsBefore() throws Exception {
    cap(0.05);
    String spends = submit("@@cost 0.05@@ @@delay 300@@ @@say one@@", Map.of());
    String fails = submit("@@say two@@", Map.of("budget_exhausted", "fail"));
    String denied = submit("@@say three@@", Map.of("unattended", "deny"));
    ended(spends);
    assertThat(ended(fails).get("reason").asString()).contains("budget exhausted");
    assertThat(ended(denied).get("reason").asString()).contains("budget exhausted");
    assertThat(daemon.get("/v1/inbox").get("questions")).isEmpty();
  }

  @Test
  void whatWaitsFailsWhenThePoolIsToAskNobodyAnyMore() throws Exception {
    String waits = waitsForMoney();
    JsonNode question = awaitQuestion();
    Files.writeString(
        project.resolve(".agent-pool/pool.toml"), toml("budget_exhausted = \"fail\"\n"));
    assertThat(ended(waits).get("reason").asString()).contains("budget exhausted");
    Awaitility.await().atMost(SOON).until(() -> daemon.get("/v1/inbox").get("questions").isEmpty());
    assertThat(answer(question, "raise 1").get("code").asString()).isEqualTo("question_void");
  }

  @Test
  void whatComesToAPoolThatHasNothingLeftWaitsWhereItsSettingsSaySo() throws Exception {
    cap(0.05);
    ended(submit("@@cost 0.05@@ @@say one@@", Map.of()));
    JsonNode refused =
        daemon.post("/v1/tasks", Map.of("dir", project.toString(), "prompt", "@@say two@@"));
    assertThat(refused.get("code").asString()).isEqualTo("budget_exhausted");
    assertThat(refused.get("detail").asString()).contains("budget_exhausted = \"ask\"");
    Files.writeString(
        project.resolve(".agent-pool/pool.toml"), toml("budget_exhausted = \"ask\"\n"));
    String waits = submit("@@say two@@", Map.of());
    answer(awaitQuestion(), "raise 1");
    assertThat(ended(waits).get("state").asString()).isEqualTo("completed");
  }

  @Test
  void aDeadlineOfThePoolsDropsWhatWaits() throws Exception {
    Files.writeString(project.resolve(".agent-pool/pool.toml"), toml("answer_within = \"2s\"\n"));
    String waits = waitsForMoney();
    assertThat(ended(waits).get("reason").asString()).contains("nobody answered within 2 s");
  }

  @Test
  void aTaskThatRunsAndNeedsMoreGoesOnInItsConversationAfterTheAnswer() throws Exception {
    cap(0.1);
    String id = submit(COSTLY, Map.of("walls", "off")); // else its CLI forgets the conversation
    JsonNode question = awaitQuestion();
    JsonNode waiting = task(id);
    assertThat(waiting.get("state").asString()).as("%s", waiting).isEqualTo("pending");
    assertThat(waiting.get("attempts").asInt()).isZero();
    daemon.kill9();
    daemon.start();
    answer(question, "raise 5");
    JsonNode task = ended(id);
    assertThat(task.get("state").asString()).as("%s", task).isEqualTo("completed");
    assertThat(task.get("output").asString()).as("%s", task).startsWith("remembers 1:");
    assertThat(task.get("cost_microdollars").asLong()).isLessThan(5_100_000);
  }

  @Test
  void aTaskThatRunsAndNeedsMoreEndsAsBudgetWhenItIsDropped() throws Exception {
    cap(0.1);
    String id = submit(COSTLY, Map.of());
    answer(awaitQuestion(), "drop");
    JsonNode task = ended(id);
    assertThat(task.get("state").asString()).isEqualTo("failed");
    assertThat(task.get("result").get("outcome").asString()).isEqualTo("budget_exhausted");
    assertThat(task.get("result").get("budget_exceeded").asBoolean()).isTrue();
  }
}
