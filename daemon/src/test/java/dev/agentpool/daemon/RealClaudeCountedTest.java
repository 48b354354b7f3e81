package dev.agentpool.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.testkit.FakeModelApi;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Caps in tokens and turns with the real Claude CLI and the fake model API. */
@Tag("real")
class RealClaudeCountedTest {
  private static final Duration SOON = Duration.ofSeconds(120);
  private static final long A_REQUEST = 21_000;

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

  private Path project(String budget) throws Exception {
    return DaemonProcess.project(
        temp,
        "slots = 3\n[settings]\nallowed_tools = [\"Bash\"]\nbudget_exhausted = \"ask\"\n[budget]\n"
            + budget);
  }

  private JsonNode budget(Path project, String counted) throws Exception {
    return daemon.get("/v1/budget?dir=" + project).get(counted).get("pool");
  }

  private JsonNode awaitQuestion() {
    return Awaitility.await()
        .atMost(SOON)
        .until(() -> daemon.get("/v1/inbox").get("questions"), open -> open.size() == 1)
        .get(0);
  }

  private void answer(String words) throws Exception {
    daemon.post(
        "/v1/questions/" + awaitQuestion().get("id").asString() + "/answer",
        Map.of("answer", "text", "text", words));
  }

  @Test
  void aCapInTokensHoldsWhateverIsSubmittedAndCountsWhatTheModelSays() throws Exception {
    Path project = project("pool_tokens = 100_000\nreserve_tokens = 25_000\n");
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      ids.add(
          daemon.submit(project, "@@usage 20000 0 0 1000@@ @@say answer " + i + "@@", Map.of()));
    }
    awaitQuestion();
    JsonNode pool = budget(project, "tokens");
    assertThat(pool.get("spent").asLong())
        .as("the request in flight at the cap is the overshoot: %s", pool)
        .isGreaterThanOrEqualTo(100_000L)
        .isLessThan(100_000L + A_REQUEST);
    answer("drop");
    daemon.awaitAll(ids, SOON);
    long counted = 0;
    int completed = 0;
    for (String id : ids) {
      JsonNode task = daemon.get("/v1/tasks/" + id);
      boolean done = task.get("state").asString().equals("completed");
      completed += done ? 1 : 0;
      assertThat(done || task.get("reason").asString().contains("dropped")).as("%s", task).isTrue();
      JsonNode result = task.get("result");
      for (String kind :
          List.of("input_tokens", "output_tokens", "cache_read_tokens", "cache_creation_tokens")) {
        counted += result.path(kind).asLong();
      }
    }
    JsonNode after = budget(project, "tokens");
    assertThat(after.get("spent").asLong()).isEqualTo(counted).isEqualTo(completed * A_REQUEST);
    assertThat(after.get("reserved").asLong()).isZero();
    assertThat(budget(project, "turns").get("spent").asInt()).isEqualTo(completed);
  }

  @Test
  void aTaskThatReachesItsTurnsGoesOnInItsConversationAfterTheAnswer() throws Exception {
    Path project = project("pool_turns = 3\n");
    Path effects = project.resolve("effects.txt");
    StringBuilder prompt = new StringBuilder();
    for (int i = 0; i < 5; i++) {
      prompt
          .append("@@tool Bash {\"command\":\"echo e")
          .append(i)
          .append(" >> ")
          .append(effects)
          .append("; sleep 1\"}@@ ");
    }
    String id = daemon.submit(project, prompt + "@@say done@@", Map.of());
    JsonNode question = awaitQuestion();
    assertThat(question.get("title").asString()).contains("3 turns");
    JsonNode waiting = daemon.get("/v1/tasks/" + id);
    assertThat(waiting.get("state").asString()).as("%s", waiting).isEqualTo("pending");
    assertThat(budget(project, "turns").get("reserved").asInt()).isZero();
    answer("raise 50");
    daemon.awaitAll(List.of(id), SOON);
    JsonNode task = daemon.get("/v1/tasks/" + id);
    assertThat(task.get("state").asString()).as("%s", task).isEqualTo("completed");
    assertThat(budget(project, "turns").get("spent").asInt()).isBetween(6, 20);
  }
}
