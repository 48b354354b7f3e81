package dev.agentpool.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.testkit.FakeModelApi;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Live sessions of real agent CLIs; one that is not installed is skipped. */
@Tag("real")
class RealAgentSessionsTest {
  @TempDir Path temp;
  private final FakeModelApi api = FakeModelApi.start();
  private DaemonProcess daemon;
  private Path project;
  private RealAgent agent;
  private String session;

  private void start(String provider) throws Exception {
    agent = RealAgent.of(provider);
    daemon = new DaemonProcess(temp);
    agent.install(daemon, temp.resolve("user"), api.baseUrl().toString());
    daemon.start();
    project = DaemonProcess.project(temp, "slots = 1\n");
    Git.begin(project);
  }

  @AfterEach
  void stop() throws Exception {
    if (daemon != null) {
      daemon.close();
    }
    api.close();
  }

  private String spawned(String task) throws Exception {
    JsonNode spawned =
        daemon.post(
            "/v1/sessions?dir=" + project,
            Map.of(
                "provider_id",
                agent.provider(),
                "task",
                task,
                "isolation",
                "shared",
                "role",
                "custom"));
    assertThat(spawned.has("session_id")).as("%s", spawned).isTrue();
    return spawned.get("session_id").asString();
  }

  private void say(String message, String as) throws Exception {
    JsonNode sent =
        daemon.post("/v1/sessions/" + session + "/messages", Map.of("message", message));
    assertThat(sent.path("delivered_as").asString("")).as("%s", sent).isEqualTo(as);
  }

  private void await(String what) throws Exception {
    JsonNode seen =
        daemon.get(
            "/v1/sessions/"
                + session
                + "/observation?detail=full&timeout_seconds=90&wait_for="
                + what
                + ",error");
    assertThat(seen.get("event").asString()).as("%s", seen).isEqualTo(what);
  }

  private String result() throws Exception {
    await("completed");
    String turn = daemon.get("/v1/sessions/" + session).get("session").get("turn").asString();
    return daemon.get("/v1/tasks/" + turn).get("result").get("output").asString();
  }

  private List<String> effects() throws Exception {
    return Files.readAllLines(project.resolve("effect"));
  }

  private void kill() throws Exception {
    daemon.kill9();
    daemon.start();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"codex-cli", "opencode", "gemini-cli", "qwen-code", "copilot-cli", "droid-cli"})
  void itAsksIsAnsweredGoesOnIsInterruptedAndSurvivesKills(String provider) throws Exception {
    start(provider);
    session = spawned("the word is heron " + agent.runs("echo asked >> effect") + " @@say first@@");
    await("approval_prompt");
    say("yes", "answer");
    assertThat(result()).isEqualTo("first");
    assertThat(effects()).containsExactly("asked");

    say("which word was it? @@say second@@", "turn");
    assertThat(result()).isEqualTo("second");
    assertThat(told("which word was it?")).contains("the word is heron");

    say("wait " + agent.runs("touch begun; sleep 100") + " @@say never@@", "turn");
    await("approval_prompt");
    say("yes", "answer");
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> Files.exists(project.resolve("begun")));
    daemon.post("/v1/sessions/" + session + "/interrupt", Map.of());
    await("idle");

    kill();
    say("go on then @@say third@@", "turn");
    assertThat(result()).isEqualTo("third");
    if (agent.atOnce()) {
      assertThat(told("go on then")).contains("the word is heron", "which word was it?");
    }

    say("once more " + agent.runs("echo late >> effect") + " @@say fourth@@", "turn");
    await("approval_prompt");
    kill();
    await("approval_prompt");
    say("yes", "answer");
    assertThat(result()).isEqualTo("fourth");
    assertThat(effects()).containsExactly("asked", "late");

    daemon.post("/v1/sessions/" + session + "/terminate", Map.of());
    Awaitility.await("no process is left")
        .atMost(Duration.ofSeconds(60))
        .until(() -> daemon.agentProcesses().isEmpty());
  }

  /** What Codex is told of its plan is told as usage, and shuts the gate at its end. */
  @Test
  void whatCodexHearsOfItsPlanIsKnownAndAtItsLimitNoneIsBegun() throws Exception {
    start("codex-cli");
    Instant reset = Instant.now().plus(Duration.ofHours(2)).truncatedTo(ChronoUnit.SECONDS);
    session = spawned("@@rl " + plan("91.5", reset) + "@@ @@say first@@");
    assertThat(result()).isEqualTo("first");
    JsonNode near = remembered();
    assertThat(near.get("status").asString()).isEqualTo("near_limit");
    assertThat(near.get("source").asString()).isEqualTo("codex_rate_limits_updated");
    assertThat(near.get("windows").get(0).get("name").asString()).isEqualTo("5h");

    say("more @@rlerr " + plan("100", reset) + "@@", "turn");
    await("limit_warning");
    assertThat(remembered().get("status").asString()).isEqualTo("limit_reached");
    JsonNode refused =
        daemon.post(
            "/v1/sessions?dir=" + project, Map.of("provider_id", "codex-cli", "task", "new work"));
    assertThat(refused.get("code").asString()).isEqualTo("usage_policy_blocked");
    assertThat(Instant.parse(refused.get("details").get("reset_at").asString())).isEqualTo(reset);
  }

  private static String plan(String used, Instant reset) {
    return "{\"x-codex-primary-used-percent\":\""
        + used
        + "\",\"x-codex-primary-window-minutes\":\"300\",\"x-codex-primary-reset-at\":\""
        + reset.getEpochSecond()
        + "\"}";
  }

  private JsonNode remembered() throws Exception {
    return daemon
        .post("/v1/usage/summary?dir=" + project, Map.of())
        .get("providers")
        .get("codex-cli");
  }

  /** The one request in which the model was first told this prompt. */
  private String told(String prompt) {
    assertThat(api.requests().stream().filter(one -> one.promptExcerpt().contains(prompt)).toList())
        .as("told once")
        .hasSize(1);
    return api.recentBodies().stream().filter(body -> body.contains(prompt)).findFirst().get();
  }
}
