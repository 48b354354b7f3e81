package dev.agentpool.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Caps in tokens and turns, for who pays by subscription: kept, asked about and shown. */
class CountedCapsTest {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String TAKES_20_010 = "@@usage 20000 10 0 0@@ @@delay 300@@ @@say one@@";

  @TempDir Path temp;
  private DaemonProcess daemon;
  private Path project;

  @BeforeEach
  void start() throws Exception {
    daemon = new DaemonProcess(temp);
    Files.createDirectories(daemon.home());
    project = DaemonProcess.project(temp, toml(1, ""));
    daemon.start();
  }

  private static String toml(int slots, String budget) {
    return "slots = "
        + slots
        + "\n[settings]\nprovider = \"scripted\"\nworkspace = \"shared\"\n[budget]\n"
        + budget;
  }

  @AfterEach
  void stop() throws Exception {
    daemon.close();
  }

  private JsonNode set(String member, Object cap) throws Exception {
    return daemon.put("/v1/budget", Map.of("dir", project.toString(), member, cap));
  }

  private JsonNode budget() throws Exception {
    return daemon.get("/v1/budget?dir=" + project);
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

  @Test
  void whatIsQueuedWaitsForTokensAndGoesOnAfterTheAnswerAlsoOverAKill() throws Exception {
    set("pool_tokens", 20_000);
    String takes = submit(TAKES_20_010, Map.of());
    String waits = submit("@@say two@@", Map.of());
    ended(takes);
    JsonNode question = awaitQuestion();
    assertThat(question.get("kind").asString()).isEqualTo("money");
    assertThat(question.get("title").asString()).contains("20,000 tokens", "spent 20,010 tokens");
    assertThat(question.get("about").get("unit").asString()).isEqualTo("tokens");
    assertThat(question.get("about").get("spent_tokens").asLong()).isEqualTo(20_010);
    assertThat(question.get("options").toString()).contains("raise 20000 today", "drop");
    assertThat(task(waits).get("reason").asString()).contains("waits for tokens", "inbox");
    daemon.kill9();
    daemon.start();
    JsonNode none = answer(awaitQuestion(), "raise 1.50");
    assertThat(none.get("detail").asString()).contains("tokens were asked for");
    assertThat(answer(question, "raise 500,000 tokens").get("state").asString())
        .isEqualTo("delivered");
    assertThat(ended(waits).get("state").asString()).isEqualTo("completed");
    assertThat(budget().get("tokens").get("pool").get("cap").asLong()).isEqualTo(520_000);
  }

  @Test
  void aTaskThatRunsAndNeedsMoreTokensGoesOnInItsConversationAfterTheAnswer() throws Exception {
    set("day_tokens", 20_000);
    String id =
        submit(
            "@@usage 21000 10 0 0@@ @@tool Bash {\"command\":\"true\"}@@ @@delay 3000@@"
                + " @@history@@",
            Map.of("walls", "off")); // else its CLI forgets the conversation
    JsonNode question = awaitQuestion();
    JsonNode waiting = task(id);
    assertThat(waiting.get("state").asString()).as("%s", waiting).isEqualTo("pending");
    assertThat(waiting.get("attempts").asInt()).isZero();
    answer(question, "raise 500000 today");
    JsonNode task = ended(id);
    assertThat(task.get("state").asString()).as("%s", task).isEqualTo("completed");
    assertThat(task.get("output").asString()).as("%s", task).startsWith("remembers 1:");
    JsonNode day = budget().get("tokens").get("day");
    assertThat(day.get("cap").asLong()).isEqualTo(520_000);
    assertThat(day.get("spent").asLong() + day.get("unknown").asLong()).isGreaterThan(21_000);
    assertThat(day.get("reserved").asLong()).isZero();
  }

  @Test
  void turnsAreReservedByEachTaskAndNeverGivenTwice() throws Exception {
    Files.writeString(project.resolve(".agent-pool/pool.toml"), toml(4, "pool_turns = 5\n"));
    Map<String, Object> fail = Map.of("max_turns", 2, "budget_exhausted", "fail");
    List<String> running =
        List.of(submit("@@delay 1500@@ @@say a@@", fail), submit("@@delay 1500@@ @@say b@@", fail));
    String third = submit("@@say c@@", fail);
    Awaitility.await()
        .atMost(SOON)
        .until(() -> budget().get("turns").get("pool").get("reserved").asInt() == 4);
    assertThat(task(third).get("state").asString()).isEqualTo("pending");
    for (String id : running) {
      assertThat(ended(id).get("state").asString()).isEqualTo("completed");
    }
    assertThat(ended(third).get("state").asString()).isEqualTo("completed");
    JsonNode pool = budget().get("turns").get("pool");
    assertThat(pool.get("spent").asInt()).isEqualTo(3);
    assertThat(pool.get("left").asInt()).isEqualTo(2);
    String bounded = submit("@@say d@@", Map.of("max_turns", 9, "budget_exhausted", "fail"));
    assertThat(ended(bounded).get("reason").asString())
        .contains("budget exhausted", "5 turns", "needs 9 turns", "--max-turns");
  }

  @Test
  void aDaemonThatIsKilledKeepsWhatIsSetAsideAndBooksWhatWasTakenOnce() throws Exception {
    set("pool_tokens", 1_000_000);
    String id = submit("@@usage 5000 10 0 0@@ @@delay 4000@@ @@say one@@", Map.of());
    Awaitility.await()
        .atMost(SOON)
        .until(() -> budget().get("tokens").get("pool").get("reserved").asLong() == 200_000);
    daemon.kill9();
    daemon.start();
    assertThat(ended(id).get("state").asString()).isEqualTo("completed");
    JsonNode pool = budget().get("tokens").get("pool");
    assertThat(pool.get("spent").asLong()).as("%s", pool).isEqualTo(5_010);
    assertThat(pool.get("reserved").asLong()).isZero();
    assertThat(pool.get("left").asLong()).isEqualTo(1_000_000 - 5_010);
  }

  @Test
  void whatIsSetInTheMomentAPoolIsOpenedStands() throws Exception {
    for (int i = 0; i < 25; i++) {
      Path folder = Files.createDirectories(temp.resolve("p" + i));
      project = DaemonProcess.project(folder, toml(1, ""));
      set("pool_tokens", 1_000_000);
    }
    for (int i = 0; i < 25; i++) {
      project = temp.resolve("p" + i).resolve("project");
      assertThat(budget().get("tokens").get("pool").get("cap").asLong()).isEqualTo(1_000_000);
    }
  }

  @Test
  void aCancelledTaskGivesBackWhatItHadSetAside() throws Exception {
    set("pool_tokens", 1_000_000);
    String id = submit("@@hang@@", Map.of());
    Awaitility.await()
        .atMost(SOON)
        .until(() -> budget().get("tokens").get("pool").get("reserved").asLong() == 200_000);
    daemon.post("/v1/tasks/" + id + "/cancel", Map.of());
    Awaitility.await()
        .atMost(SOON)
        .until(() -> budget().get("tokens").get("pool").get("reserved").asLong() == 0);
  }

  @Test
  void aChainHasCapsOfItsOwn() throws Exception {
    JsonNode chain =
        daemon.post(
            "/v1/chains",
            Map.of(
                "dir",
                project.toString(),
                "steps",
                List.of(TAKES_20_010, "@@say two@@"),
                "max_budget_tokens",
                20_000));
    JsonNode ended = ended(chain.get("chain_id").asString());
    assertThat(ended.get("state").asString()).as("%s", ended).isEqualTo("failed");
    assertThat(ended.toString()).contains("the cap of plan", "20,000 tokens");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "pool_tokens | 0 | whole number from 1",
        "day_tokens | -5 | whole number from 1",
        "pool_turns | 1.5 | pool_turns",
        "day_turns | 99999999999999999999 | day_turns",
        "day_turns | 9999999999999999 | whole number from 1",
        "day_token | 5 | unknown member",
      })
  void whatIsNoCapIsRefusedWithItsName(String member, String cap, String why) throws Exception {
    JsonNode refused = set(member, new BigDecimal(cap));
    assertThat(refused.path("status").asInt()).as("%s", refused).isEqualTo(400);
    assertThat(refused.get("detail").asString()).contains(why);
  }

  @Test
  void aCapBelowWhatIsTakenIsTakenAndNothingStartsAnyMoreUntilItIsRemoved() throws Exception {
    ended(submit(TAKES_20_010, Map.of()));
    JsonNode set = set("pool_tokens", 100);
    assertThat(set.get("tokens").get("pool").get("left").asLong()).isEqualTo(100 - 20_010);
    JsonNode refused =
        daemon.post("/v1/tasks", Map.of("dir", project.toString(), "prompt", "@@say x@@"));
    assertThat(refused.get("code").asString()).isEqualTo("budget_exhausted");
    assertThat(refused.get("detail").asString())
        .contains("spent 20,010 tokens of 100 tokens", "--pool-tokens");
    Map<String, Object> none = new HashMap<>();
    none.put("dir", project.toString());
    none.put("pool_tokens", null);
    assertThat(daemon.put("/v1/budget", none).get("tokens").get("pool").get("cap").isNull())
        .isTrue();
    assertThat(ended(submit("@@say x@@", Map.of())).get("state").asString()).isEqualTo("completed");
  }
}
