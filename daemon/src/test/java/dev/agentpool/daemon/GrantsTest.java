package dev.agentpool.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A person says yes for an hour: the same is not asked again, and nothing else is allowed. */
class GrantsTest {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final long HOUR = Duration.ofHours(1).toMillis();
  @TempDir Path temp;
  private DaemonProcess daemon;
  private Path project;
  private Rest rest;

  @BeforeEach
  void start() throws Exception {
    daemon = new DaemonProcess(temp);
    Files.createDirectories(daemon.home());
    project =
        DaemonProcess.project(
            temp,
            """
            slots = 2
            [settings]
            provider = "scripted"
            access = "edit"
            unattended = "park"
            """);
    daemon.start();
    rest = new Rest(daemon, project);
  }

  @AfterEach
  void stop() throws Exception {
    daemon.close();
  }

  private String submit(String prompt, Map<String, Object> settings) throws Exception {
    return daemon.submit(project, prompt, Map.of("settings", settings));
  }

  private JsonNode ended(String id) throws Exception {
    daemon.awaitAll(List.of(id), SOON);
    return daemon.get("/v1/tasks/" + id);
  }

  private List<JsonNode> open() throws Exception {
    List<JsonNode> questions = new ArrayList<>();
    daemon.get("/v1/inbox").get("questions").forEach(questions::add);
    return questions;
  }

  private String awaitQuestion() {
    return Awaitility.await()
        .atMost(SOON)
        .until(this::open, questions -> questions.size() == 1)
        .getFirst()
        .get("id")
        .asString();
  }

  private String writing(String word) {
    return "@@ask Bash {\"command\":\"echo "
        + word
        + " >> "
        + project.resolve("effect")
        + "\"}@@ @@say done@@";
  }

  private List<String> effects() throws Exception {
    Path effect = project.resolve("effect");
    return Files.exists(effect) ? Files.readAllLines(effect) : List.of();
  }

  private List<JsonNode> grants() throws Exception {
    List<JsonNode> grants = new ArrayList<>();
    daemon.get("/v1/inbox/grants").get("grants").forEach(grants::add);
    return grants;
  }

  /** Asks for it once, and is allowed it for an hour. */
  private String grantedForAnHour(String word) throws Exception {
    String task = submit(writing(word), Map.of());
    String asked = awaitQuestion();
    Rest.ok(
        200,
        rest.post(
            "/v1/questions/" + asked + "/answer",
            "answer",
            "yes",
            "by",
            "ada",
            "allow_for_ms",
            HOUR));
    ended(task);
    return asked;
  }

  @Test
  void whatWasAllowedForAnHourIsNotAskedAgainAlsoAfterARestart() throws Exception {
    String asked = grantedForAnHour("once");
    JsonNode grant = grants().getFirst();
    assertThat(grant.get("what").asString()).startsWith("Bash: echo once");
    assertThat(grant.get("by").asString()).isEqualTo("ada");
    assertThat(grant.get("question").asString()).isEqualTo(asked);
    assertThat(grant.get("tool").asString()).isEqualTo("Bash");
    assertThat(grant.get("until_ms").asLong() - grant.get("since_ms").asLong()).isEqualTo(HOUR);
    JsonNode answer = daemon.get("/v1/questions/" + asked).get("answer");
    assertThat(answer.get("until_ms").asLong()).isEqualTo(grant.get("until_ms").asLong());
    String again = submit(writing("once"), Map.of());
    ended(again);
    assertThat(effects()).containsExactly("once", "once");
    assertThat(daemon.text("/v1/tasks/" + again + "/events"))
        .contains("allowed Bash as before")
        .contains(grant.get("id").asString());
    daemon.kill9();
    daemon.start();
    ended(submit(writing("once"), Map.of()));
    assertThat(effects()).containsExactly("once", "once", "once");
    assertThat(open()).isEmpty();
    assertThat(grants()).hasSize(1);
  }

  @Test
  void anotherCommandIsAskedForAllTheSame() throws Exception {
    grantedForAnHour("once");
    String task = submit(writing("twice"), Map.of());
    String asked = awaitQuestion();
    Rest.ok(200, rest.post("/v1/questions/" + asked + "/answer", "answer", "no"));
    ended(task);
    assertThat(effects()).containsExactly("once");
  }

  @Test
  void aRuleThatDeniesStandsAboveWhatWasAllowed() throws Exception {
    grantedForAnHour("once");
    Path config = daemon.home().resolve("config.toml");
    Files.writeString(
        config, "[[policy.rule]]\ntool = \"Bash\"\ncommand = \"echo *\"\ndecide = \"deny\"\n");
    String task = submit(writing("once"), Map.of());
    ended(task);
    assertThat(effects()).containsExactly("once");
    assertThat(daemon.text("/v1/tasks/" + task + "/events")).contains("denied Bash by your rule");
    Files.writeString(config, "[[policy.rule]]\ntool = \"Bash\"\ndecide = \"ask\"\n");
    ended(submit(writing("once"), Map.of()));
    assertThat(effects()).as("who was asked has answered").containsExactly("once", "once");
  }

  @Test
  void whatIsTakenBackIsAskedAgain() throws Exception {
    grantedForAnHour("once");
    String id = grants().getFirst().get("id").asString();
    JsonNode ended = Rest.ok(200, rest.delete("/v1/inbox/grants/" + id));
    assertThat(ended.get("id").asString()).isEqualTo(id);
    assertThat(grants()).isEmpty();
    String task = submit(writing("once"), Map.of());
    Rest.ok(200, rest.post("/v1/questions/" + awaitQuestion() + "/answer", "answer", "no"));
    ended(task);
    assertThat(effects()).containsExactly("once");
    assertThat(Rest.ok(404, rest.delete("/v1/inbox/grants/" + id)).get("code").asString())
        .isEqualTo("grant_not_found");
    Rest.ok(404, rest.delete("/v1/inbox/grants/nonsense"));
  }

  @Test
  void whoWaitsForTheSameIsAnsweredByIt() throws Exception {
    List<String> tasks =
        List.of(submit(writing("once"), Map.of()), submit(writing("once"), Map.of()));
    List<JsonNode> both =
        Awaitility.await().atMost(SOON).until(this::open, questions -> questions.size() == 2);
    String first = both.get(0).get("id").asString();
    String second = both.get(1).get("id").asString();
    Rest.ok(
        200,
        rest.post(
            "/v1/questions/" + first + "/answer",
            "answer",
            "yes",
            "by",
            "ada",
            "allow_for_ms",
            HOUR));
    daemon.awaitAll(tasks, SOON);
    assertThat(effects()).containsExactly("once", "once");
    String grant = grants().getFirst().get("id").asString();
    assertThat(daemon.get("/v1/questions/" + second).get("answer").get("by").asString())
        .isEqualTo("ada, by " + grant);
  }

  @Test
  void forItsSessionMeansThatConversationAlone() throws Exception {
    String task =
        submit(
            writing("once").replace("@@say done@@", "")
                + " "
                + writing("once").replace("@@say done@@", "")
                + "@@say done@@",
            Map.of());
    Rest.ok(
        200,
        rest.post(
            "/v1/questions/" + awaitQuestion() + "/answer", "answer", "yes", "for_session", true));
    ended(task);
    assertThat(effects()).containsExactly("once", "once");
    assertThat(grants().getFirst().get("in_session").asBoolean()).isTrue();
    String other = submit(writing("once"), Map.of());
    Rest.ok(200, rest.post("/v1/questions/" + awaitQuestion() + "/answer", "answer", "no"));
    ended(other);
    assertThat(effects()).containsExactly("once", "once");
  }

  @Test
  void anAllowListAllowsWhatWasAllowedAndDeniesTheRestAtOnce() throws Exception {
    grantedForAnHour("once");
    ended(submit(writing("once"), Map.of("unattended", "allow list")));
    assertThat(effects()).containsExactly("once", "once");
    String denied = submit(writing("twice"), Map.of("unattended", "allow_list"));
    ended(denied);
    assertThat(daemon.text("/v1/tasks/" + denied + "/events")).contains("no list allows it");
    ended(submit(writing("once"), Map.of("unattended", "deny")));
    assertThat(effects()).as("deny heeds rules alone").containsExactly("once", "once");
    assertThat(open()).isEmpty();
  }

  @Test
  void anAllowListAnswersNoQuestionInWords() throws Exception {
    String task =
        submit(
            "@@ask AskUserQuestion {\"questions\":[{\"question\":\"Which?\",\"options\":"
                + "[{\"label\":\"red\"}]}]}@@ @@say done@@",
            Map.of("unattended", "allow list"));
    assertThat(ended(task).get("state").asString()).isEqualTo("completed");
    assertThat(open()).isEmpty();
  }

  @Test
  void whatCannotHoldForAWhileIsRefusedAndStaysOpen() throws Exception {
    submit(writing("once") + "@@hang@@", Map.of());
    String path = "/v1/questions/" + awaitQuestion() + "/answer";
    for (Object[] wrong :
        new Object[][] {
          {"answer", "no", "allow_for_ms", HOUR},
          {"answer", "text", "text", "later", "for_session", true},
          {"answer", "yes", "allow_for_ms", 59_999},
          {"answer", "yes", "allow_for_ms", Duration.ofDays(7).toMillis() + 1},
          {"answer", "yes", "allow_for_ms", -1},
          {"answer", "yes", "allow_for_ms", "1h"},
          {"answer", "yes", "allow_for_ms", HOUR, "input", Map.of("command", "true")},
        }) {
      Rest.ok(400, rest.post(path, wrong));
    }
    assertThat(open()).hasSize(1);
    assertThat(grants()).isEmpty();
  }

  @Test
  void anAnswerInWordsIsForThisQuestionAlone() throws Exception {
    submit(
        "@@ask AskUserQuestion {\"questions\":[{\"question\":\"Which?\",\"options\":"
            + "[{\"label\":\"red\"}]}]}@@ @@say done@@",
        Map.of());
    JsonNode refused =
        Rest.ok(
            400,
            rest.post(
                "/v1/questions/" + awaitQuestion() + "/answer",
                "answer",
                "yes",
                "allow_for_ms",
                HOUR));
    assertThat(refused.get("detail").asString()).contains("only a permission");
    assertThat(open()).hasSize(1);
  }
}
