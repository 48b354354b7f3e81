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

/**
 * An agent asks: a rule answers, a person does, or the deadline; once, also over a killed daemon.
 */
class QuestionsTest {
  private static final Duration SOON = Duration.ofSeconds(60);
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

  private String parked(String prompt) throws Exception {
    return submit(prompt, Map.of("unattended", "park"));
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

  private JsonNode awaitQuestion() {
    return Awaitility.await()
        .atMost(SOON)
        .until(this::open, questions -> questions.size() == 1)
        .getFirst();
  }

  private JsonNode question(String id) throws Exception {
    return daemon.get("/v1/questions/" + id);
  }

  private void awaitState(String id, String state) {
    Awaitility.await()
        .atMost(SOON)
        .until(() -> question(id).get("state").asString(), state::equals);
  }

  private static String id(JsonNode question) {
    return question.get("id").asString();
  }

  private String writing() {
    return "@@ask Bash {\"command\":\"echo once >> "
        + project.resolve("effect")
        + "\"}@@ @@say done@@";
  }

  private List<String> effects() throws Exception {
    Path effect = project.resolve("effect");
    return Files.exists(effect) ? Files.readAllLines(effect) : List.of();
  }

  @Test
  void aPersonSaysYesAndTheAgentGoesOn() throws Exception {
    String task = parked(writing());
    JsonNode asked = awaitQuestion();
    assertThat(asked.get("task").asString()).isEqualTo(task);
    assertThat(asked.get("kind").asString()).isEqualTo("permission");
    assertThat(asked.get("title").asString()).startsWith("Bash: echo once");
    assertThat(asked.get("about").get("tool").asString()).isEqualTo("Bash");
    assertThat(asked.get("about").get("input").get("command").asString()).contains("echo once");
    assertThat(daemon.pool(project).get("open_questions").asInt()).isEqualTo(1);
    assertThat(effects()).isEmpty();
    Rest.ok(200, rest.post("/v1/questions/" + id(asked) + "/answer", "answer", "yes", "by", "ada"));
    assertThat(ended(task).get("state").asString()).isEqualTo("completed");
    assertThat(effects()).containsExactly("once");
    JsonNode after = question(id(asked));
    assertThat(after.get("state").asString()).isEqualTo("delivered");
    assertThat(after.get("answer").get("by").asString()).isEqualTo("ada");
    assertThat(open()).isEmpty();
  }

  private static String advice(JsonNode task) {
    return task.at("/result/facts/denials/0/advice").asString();
  }

  @Test
  void aPersonSaysNoAndTheAgentHearsWhy() throws Exception {
    String task = parked(writing());
    String asked = id(awaitQuestion());
    Rest.ok(
        200,
        rest.post(
            "/v1/questions/" + asked + "/answer",
            "answer",
            "no",
            "text",
            "not in that file",
            "by",
            "ada"));
    JsonNode result = ended(task);
    assertThat(advice(result))
        .as("nothing is advised that would let it pass")
        .isEqualTo("refused by ada");
    assertThat(result.toString()).contains("Bash");
    assertThat(effects()).isEmpty();
    assertThat(daemon.text("/v1/tasks/" + task + "/events")).contains("not in that file");
  }

  @Test
  void theSecondAnswerIsToldWhoWasFirst() throws Exception {
    parked("@@ask Bash {\"command\":\"true\"}@@ @@hang@@");
    String asked = id(awaitQuestion());
    Rest.ok(200, rest.post("/v1/questions/" + asked + "/answer", "answer", "yes", "by", "ada"));
    JsonNode refused =
        Rest.ok(409, rest.post("/v1/questions/" + asked + "/answer", "answer", "no", "by", "bob"));
    assertThat(refused.get("code").asString()).isEqualTo("question_answered");
    assertThat(refused.get("detail").asString()).contains("already answered by ada: yes");
  }

  @Test
  void anAnswerMayChangeWhatIsDone() throws Exception {
    String task = parked(writing());
    String asked = id(awaitQuestion());
    Rest.ok(
        200,
        rest.post(
            "/v1/questions/" + asked + "/answer",
            "answer",
            "yes",
            "input",
            Map.of("command", "echo changed >> " + project.resolve("effect"))));
    ended(task);
    assertThat(effects()).containsExactly("changed");
  }

  @Test
  void whereNobodyIsThereItIsDeniedAtOnceAndNothingHangs() throws Exception {
    String task = submit(writing(), Map.of());
    assertThat(advice(ended(task))).startsWith("allowed_tools = ");
    assertThat(effects()).isEmpty();
    assertThat(open()).isEmpty();
  }

  @Test
  void aRuleAnswersWithoutAPerson() throws Exception {
    Files.writeString(
        daemon.home().resolve("config.toml"),
        """
        [[policy.rule]]
        tool = "Bash"
        command = "rm *"
        decide = "deny"

        [[policy.rule]]
        tool = "Bash"
        command = "echo once >> *"
        decide = "allow"
        """);
    ended(submit(writing(), Map.of()));
    assertThat(effects()).containsExactly("once");
    String denied =
        submit(
            "@@ask Bash {\"command\":\"rm " + project.resolve("effect") + "\"}@@ @@say so@@",
            Map.of("unattended", "park"));
    assertThat(advice(ended(denied))).startsWith("refused by your rule: ").contains("rm *");
    assertThat(effects()).containsExactly("once");
    assertThat(daemon.text("/v1/tasks/" + denied + "/events")).contains("denied Bash by your rule");
    assertThat(open()).isEmpty();
  }

  @Test
  void aTaskThatOnlyLooksAsksNobody() throws Exception {
    ended(submit(writing(), Map.of("access", "read", "unattended", "park")));
    assertThat(effects()).isEmpty();
    assertThat(open()).isEmpty();
  }

  @Test
  void afterItsDeadlineItIsDenied() throws Exception {
    String task = submit(writing(), Map.of("unattended", "park", "answer_within", "1s"));
    String asked = id(awaitQuestion());
    assertThat(advice(ended(task))).startsWith("allowed_tools = ");
    assertThat(effects()).isEmpty();
    assertThat(question(asked).get("answer").get("by").asString()).isEqualTo("its deadline");
    assertThat(question(asked).get("answer").get("text").asString())
        .isEqualTo("nobody answered within 1 s");
  }

  @Test
  void whileItWaitsItsTimeStandsStill() throws Exception {
    long began = System.nanoTime();
    String task =
        submit(
            "@@ask Bash {\"command\":\"true\"}@@ @@say done@@",
            Map.of("unattended", "park", "timeout", "3s"));
    String asked = id(awaitQuestion());
    Awaitility.await()
        .atMost(SOON)
        .until(() -> System.nanoTime() - began > Duration.ofSeconds(5).toNanos());
    assertThat(question(asked).get("state").asString()).isEqualTo("open");
    Rest.ok(200, rest.post("/v1/questions/" + asked + "/answer", "answer", "yes"));
    assertThat(ended(task).get("state").asString()).isEqualTo("completed");
  }

  @Test
  void aCancelledTaskWaitsForNoAnswer() throws Exception {
    String task = parked(writing());
    String asked = id(awaitQuestion());
    Rest.ok(200, rest.post("/v1/tasks/" + task + "/cancel"));
    awaitState(asked, "void");
    JsonNode refused =
        Rest.ok(409, rest.post("/v1/questions/" + asked + "/answer", "answer", "yes"));
    assertThat(refused.get("code").asString()).isEqualTo("question_void");
    assertThat(effects()).isEmpty();
  }

  @Test
  void aQuestionOutlivesTheDaemonAndIsAskedOnce() throws Exception {
    String task = parked(writing());
    String asked = id(awaitQuestion());
    daemon.kill9();
    daemon.start();
    assertThat(id(awaitQuestion())).isEqualTo(asked);
    Rest.ok(200, rest.post("/v1/questions/" + asked + "/answer", "answer", "yes"));
    assertThat(ended(task).get("state").asString()).isEqualTo("completed");
    assertThat(effects()).containsExactly("once");
    awaitState(asked, "delivered");
  }

  @Test
  void aQuestionThatHoldsASecretIsStillTheSameAfterAKill() throws Exception {
    parked("@@ask Bash {\"command\":\"PASSWORD=hunter2hunter2 login\"}@@ @@say done@@");
    JsonNode asked = awaitQuestion();
    assertThat(asked.toString()).contains("[REDACTED]").doesNotContain("hunter2hunter2");
    daemon.kill9();
    Path config = daemon.home().resolve("config.toml");
    Files.writeString(config, "[redaction]\npatterns = [\"log..\"]\n");
    daemon.start();
    assertThat(id(awaitQuestion()))
        .as("though it would be redacted otherwise by now")
        .isEqualTo(id(asked));
    Rest.ok(200, rest.post("/v1/questions/" + id(asked) + "/answer", "answer", "yes"));
    awaitState(id(asked), "delivered");
  }

  @Test
  void whatWasDeliveredBeforeTheDaemonDiedIsNotSaidAgain() throws Exception {
    String task = parked(writing().replace("@@say done@@", "@@delay 3000@@ @@say done@@"));
    String asked = id(awaitQuestion());
    Rest.ok(200, rest.post("/v1/questions/" + asked + "/answer", "answer", "yes"));
    awaitState(asked, "delivered");
    daemon.kill9();
    daemon.start();
    assertThat(ended(task).get("state").asString()).isEqualTo("completed");
    assertThat(effects()).containsExactly("once");
    assertThat(question(asked).get("state").asString()).isEqualTo("delivered");
    assertThat(open()).isEmpty();
  }

  @Test
  void wordsThatAreAskedForAreGiven() throws Exception {
    String task =
        parked(
            "@@ask AskUserQuestion {\"questions\":[{\"question\":\"Which colour?\",\"options\":"
                + "[{\"label\":\"red\"},{\"label\":\"green\"}]}]}@@ @@say done@@");
    JsonNode asked = awaitQuestion();
    assertThat(asked.get("kind").asString()).isEqualTo("agent");
    assertThat(asked.get("title").asString()).isEqualTo("Which colour?");
    assertThat(asked.get("options").toString()).isEqualTo("[\"red\",\"green\"]");
    Rest.ok(
        200,
        rest.post("/v1/questions/" + id(asked) + "/answer", "answer", "text", "text", "green"));
    assertThat(ended(task).get("state").asString()).isEqualTo("completed");
  }

  @Test
  void whatIsUnknownIsNotFoundAndWhatDoesNotFitIsRefused() throws Exception {
    assertThat(Rest.ok(404, rest.get("/v1/questions/question-00")).get("code").asString())
        .isEqualTo("question_not_found");
    Rest.ok(404, rest.get("/v1/questions/nonsense"));
    Rest.ok(404, rest.post("/v1/questions/question-00/answer", "answer", "yes"));
    Rest.ok(400, rest.post("/v1/questions/question-00/answer", "answer", "maybe"));
    Rest.ok(400, rest.post("/v1/questions/question-00/answer"));
    Rest.ok(400, rest.get("/v1/inbox?limit=0"));
  }
}
