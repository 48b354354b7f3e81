package dev.agentpool.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.testkit.FakeModelApi;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What the real Claude CLI asks, answered in the inbox. */
@Tag("real")
class RealClaudeQuestionsTest {
  private static final Duration SOON = Duration.ofSeconds(120);
  @TempDir Path temp;
  private FakeModelApi api;
  private DaemonProcess daemon;
  private Path project;

  @BeforeEach
  void start() throws Exception {
    api = FakeModelApi.start();
    daemon = new DaemonProcess(temp).withClaude(temp, api).start();
    project =
        DaemonProcess.project(
            temp, "slots = 2\n[settings]\naccess = \"edit\"\nunattended = \"park\"\n");
  }

  @AfterEach
  void stop() throws Exception {
    daemon.close();
    api.close();
  }

  private String touching() throws Exception {
    String command = "echo once >> " + project.resolve("effect") + "; curl -s http://127.0.0.1:9/";
    return daemon.submit(
        project, "@@tool Bash {\"command\":\"" + command + "\"}@@ @@say done@@", Map.of());
  }

  private JsonNode awaitQuestion() {
    return Awaitility.await()
        .atMost(SOON)
        .until(() -> daemon.get("/v1/inbox").get("questions"), questions -> questions.size() == 1)
        .get(0);
  }

  private void answer(JsonNode question, Map<String, Object> answer) throws Exception {
    daemon.post("/v1/questions/" + question.get("id").asString() + "/answer", answer);
  }

  private JsonNode ended(String task) throws Exception {
    daemon.awaitAll(List.of(task), SOON);
    return daemon.get("/v1/tasks/" + task);
  }

  private String stateOf(JsonNode question) throws Exception {
    return daemon.get("/v1/questions/" + question.get("id").asString()).get("state").asString();
  }

  @Test
  void whatIsAllowedIsDoneOnceAndShownToBeDelivered() throws Exception {
    String task = touching();
    JsonNode question = awaitQuestion();
    assertThat(question.get("title").asString()).startsWith("Bash: echo once");
    assertThat(project.resolve("effect")).doesNotExist();
    answer(question, Map.of("answer", "yes"));
    assertThat(ended(task).get("state").asString()).isEqualTo("completed");
    assertThat(project.resolve("effect")).hasContent("once");
    assertThat(stateOf(question)).isEqualTo("delivered");
  }

  @Test
  void whatIsAllowedForAnHourIsNotAskedAgainHoweverItIsDescribed() throws Exception {
    String first = touching();
    answer(awaitQuestion(), Map.of("answer", "yes", "allow_for_ms", 3_600_000));
    ended(first);
    String command = "echo once >> " + project.resolve("effect") + "; curl -s http://127.0.0.1:9/";
    String input = "{\"command\":\"" + command + "\",\"description\":\"Once more\"}";
    String again = daemon.submit(project, "@@tool Bash " + input + "@@ @@say done@@", Map.of());
    assertThat(ended(again).get("result").get("output").asString()).isEqualTo("done");
    assertThat(project.resolve("effect")).hasContent("once\nonce");
    assertThat(daemon.text("/v1/tasks/" + again + "/events")).contains("allowed Bash as before");
    String background =
        daemon.submit(
            project,
            "@@tool Bash {\"command\":\"" + command + "\",\"run_in_background\":true}@@ @@say no@@",
            Map.of());
    answer(awaitQuestion(), Map.of("answer", "no"));
    ended(background);
    assertThat(project.resolve("effect")).hasContent("once\nonce");
  }

  @Test
  void whatIsDeniedIsNotDoneAndTheAgentGoesOn() throws Exception {
    String task = touching();
    answer(awaitQuestion(), Map.of("answer", "no", "text", "not here"));
    assertThat(ended(task).get("result").get("output").asString()).isEqualTo("done");
    assertThat(project.resolve("effect")).doesNotExist();
  }

  @Test
  void aQuestionOutlivesAKilledDaemonAndHasItsEffectOnce() throws Exception {
    String task = touching();
    String asked = awaitQuestion().get("id").asString();
    daemon.kill9();
    daemon.start();
    JsonNode question = awaitQuestion();
    assertThat(question.get("id").asString()).isEqualTo(asked);
    answer(question, Map.of("answer", "yes"));
    assertThat(ended(task).get("state").asString()).isEqualTo("completed");
    assertThat(project.resolve("effect")).hasContent("once");
  }

  @Test
  void whatTheAgentWantsToKnowIsToldIt() throws Exception {
    String input =
        "{\"questions\":[{\"question\":\"Which"
            + " colour?\",\"header\":\"Colour\",\"multiSelect\":false,"
            + "\"options\":[{\"label\":\"red\",\"description\":\"r\"},"
            + "{\"label\":\"green\",\"description\":\"g\"}]}]}";
    String task =
        daemon.submit(project, "@@tool AskUserQuestion " + input + "@@ @@say done@@", Map.of());
    JsonNode question = awaitQuestion();
    assertThat(question.get("title").asString()).isEqualTo("Which colour?");
    answer(question, Map.of("answer", "text", "text", "green"));
    assertThat(ended(task).get("state").asString()).isEqualTo("completed");
    assertThat(daemon.text("/v1/tasks/" + task + "/events")).contains("green");
  }

  /** In a mode in which edits need no permission: the CLI asks by its hook all the same. */
  @Test
  void whatAnotherTaskHasLeasedIsNotWrittenAndTheAgentIsToldWhy() throws Exception {
    String holder = daemon.submit(project, "@@hang@@ @@say late@@", Map.of());
    daemon.post(
        "/v1/leases",
        Map.of("dir", project.toString(), "task_id", holder, "file_path", "held.txt"));
    String file = project.resolve("held.txt").toString();
    JsonNode kept =
        ended(
            daemon.submit(
                project,
                "@@tool Write {\"file_path\":\"" + file + "\",\"content\":\"x\"}@@ @@say done@@",
                Map.of()));
    assertThat(kept.get("result").get("output").asString()).isEqualTo("done");
    assertThat(Path.of(file)).doesNotExist();
    assertThat(kept.toString()).contains("is leased to " + holder);
    daemon.post("/v1/tasks/" + holder + "/cancel", Map.of());
  }
}
