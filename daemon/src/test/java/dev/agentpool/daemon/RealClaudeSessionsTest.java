package dev.agentpool.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.testkit.FakeModelApi;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Live sessions of the real Claude CLI. */
@Tag("real")
class RealClaudeSessionsTest {
  @TempDir Path temp;
  private FakeModelApi api;
  private DaemonProcess daemon;
  private Path project;

  @BeforeEach
  void start() throws Exception {
    api = FakeModelApi.start();
    daemon = new DaemonProcess(temp).withClaude(temp, api).start();
    project = DaemonProcess.project(temp, "slots = 1\n");
    Git.begin(project);
  }

  @AfterEach
  void stop() throws Exception {
    daemon.close();
    api.close();
  }

  private String spawn(String task, String... more) throws Exception {
    Map<String, Object> asked = new LinkedHashMap<>();
    asked.put("provider_id", "claude-code");
    asked.put("task", task);
    for (int i = 0; i < more.length; i += 2) {
      asked.put(more[i], more[i + 1]);
    }
    return daemon.post("/v1/sessions?dir=" + project, asked).get("session_id").asString();
  }

  private void say(String session, String message) throws Exception {
    daemon.post("/v1/sessions/" + session + "/messages", Map.of("message", message));
  }

  private JsonNode observe(String session, String what) throws Exception {
    JsonNode seen =
        daemon.get("/v1/sessions/" + session + "/observation?timeout_seconds=90&wait_for=" + what);
    assertThat(seen.get("event").asString()).as("of %s", seen).isNotEqualTo("timeout");
    return seen;
  }

  @Test
  void itsTurnsAreOneConversationAlsoOverAKilledDaemon() throws Exception {
    String session = spawn("the word is heron @@say noted@@");
    assertThat(result(session)).isEqualTo("noted");
    say(session, "which word? @@say the second@@");
    observe(session, "completed");
    assertThat(lastRequest()).contains("the word is heron", "noted", "which word?");
    daemon.kill9();
    daemon.start();
    say(session, "and once more @@say the third@@");
    assertThat(result(session)).isEqualTo("the third");
    assertThat(lastRequest()).contains("the word is heron", "the second", "and once more");
    assertThat(api.recentBodies().stream().filter(body -> body.contains("once more"))).hasSize(1);
  }

  @Test
  void threeThatAreSaidDuringAToolAreBeforeTheModelOnceThoughTheDaemonIsKilled() throws Exception {
    long seed = Long.getLong("seed", System.nanoTime());
    Random random = new Random(seed);
    String session =
        spawn(
            "@@tool Bash {\"command\":\"curl -s http://127.0.0.1:9/; touch at; until [ -e go ]; do"
                + " sleep 0.1; done\"}@@ @@say so@@",
            "isolation",
            "shared",
            "role",
            "custom");
    observe(session, "approval_prompt");
    say(session, "yes");
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> Files.exists(project.resolve("at")));
    List<String> words = List.of("word alder", "word birch", "word cedar");
    for (String word : words) {
      Thread speaking = Thread.ofVirtual().start(() -> sayUntilTaken(session, word));
      if (random.nextBoolean()) {
        killWithin(random, 60);
      }
      assertThat(speaking.join(Duration.ofSeconds(120))).as("seed %d", seed).isTrue();
    }
    killWithin(random, 30);
    Files.createFile(project.resolve("go"));
    killWithin(random, 300);
    assertThat(result(session)).as("seed %d", seed).isEqualTo("so");
    String last = lastRequest();
    for (String word : words) {
      assertThat(last.split(word, -1)).as("seed %d: %s in %s", seed, word, last).hasSize(2);
    }
    assertThat(last).matches("(?s).*word alder.*word birch.*word cedar.*");
  }

  private void killWithin(Random random, int millis) throws Exception {
    long until = System.nanoTime() + random.nextInt(millis) * 1_000_000L;
    while (System.nanoTime() < until) {
      Thread.onSpinWait();
    }
    daemon.kill9();
    daemon.start();
  }

  /** As a client does that gets no answer: the same again under the same key. */
  private void sayUntilTaken(String session, String word) {
    Map<String, Object> said = Map.of("message", word, "idempotency_key", word);
    Awaitility.await()
        .atMost(Duration.ofSeconds(110))
        .ignoreExceptions()
        .until(() ->
            daemon
                .post("/v1/sessions/" + session + "/messages", said)
                .get("delivered_as")
                .asString()
                .equals("steer"));
  }

  /** What its newest turn ended with. */
  private String result(String session) throws Exception {
    observe(session, "completed");
    String turn = daemon.get("/v1/sessions/" + session).get("session").get("turn").asString();
    return daemon.get("/v1/tasks/" + turn).get("result").get("output").asString();
  }

  private String lastRequest() {
    List<String> bodies = api.recentBodies();
    return bodies.getLast();
  }

  @Test
  void anInterruptEndsItsTurnAndNotTheSession() throws Exception {
    String session =
        spawn(
            "remember the heron @@tool Bash {\"command\":\"curl -s http://127.0.0.1:9/; sleep"
                + " 100\"}@@ @@say x@@",
            "isolation",
            "shared",
            "role",
            "custom");
    observe(session, "approval_prompt");
    say(session, "yes");
    observe(session, "running");
    daemon.post("/v1/sessions/" + session + "/interrupt", Map.of());
    assertThat(observe(session, "idle").get("state").asString()).isEqualTo("IDLE");
    say(session, "go on @@say still here@@");
    assertThat(result(session)).isEqualTo("still here");
    assertThat(lastRequest()).contains("remember the heron", "go on");
  }

  @Test
  void whoOnlyLooksMayAskAndWritesNothing() throws Exception {
    String question =
        "{\"questions\":[{\"question\":\"Which one?\",\"header\":\"One\",\"multiSelect\":false,"
            + "\"options\":[{\"label\":\"left\",\"description\":\"l\"},"
            + "{\"label\":\"right\",\"description\":\"r\"}]}]}";
    String session = spawn("@@tool AskUserQuestion " + question + "@@ @@say thanks@@");
    assertThat(observe(session, "question,completed").get("event").asString())
        .isEqualTo("question");
    say(session, "left");
    assertThat(result(session)).isEqualTo("thanks");
    assertThat(lastRequest()).contains("left");
    say(
        session,
        "@@tool Write {\"file_path\":\"" + project + "/w.txt\",\"content\":\"x\"}@@ @@say y@@");
    observe(session, "completed,error");
    assertThat(project.resolve("w.txt")).doesNotExist();
  }
}
