package dev.agentpool.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.testkit.ScriptedAgent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What is said to a live session while its turn runs: heard once, in that turn or in the next. */
class SteeredSessionsTest {
  private static final String SOON = "&timeout_seconds=90";
  @TempDir Path temp;
  private DaemonProcess daemon;
  private Path project;
  private Rest rest;
  private String provider = "scripted";

  @BeforeEach
  void start() throws Exception {
    daemon = new DaemonProcess(temp);
    Files.createDirectories(daemon.home());
    Files.writeString(daemon.home().resolve("config.toml"), "[settings]\nwalls = \"off\"\n");
    project =
        DaemonProcess.project(
            temp, "slots = 1\n[settings]\nprovider = \"scripted\"\nallowed_tools = [\"Bash\"]\n");
    daemon.start();
    rest = new Rest(daemon, project);
  }

  @AfterEach
  void stop() throws Exception {
    daemon.close();
  }

  /** A session whose tool runs until {@link #toolEnds}, and that is at it. */
  private String atATool() throws Exception {
    String wait = "touch at; until [ -e go ]; do sleep 0.05; done";
    String task = "@@tool Bash {\"command\":\"" + wait + "\"}@@ @@say first@@";
    String session = spawn(task);
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> Files.exists(project.resolve("at")));
    return session;
  }

  private String spawn(String task) throws Exception {
    JsonNode spawned =
        Rest.ok(
            200,
            rest.post(
                "/v1/sessions",
                "provider_id",
                provider,
                "task",
                task,
                "isolation",
                "shared",
                "role",
                "custom"));
    return spawned.get("session_id").asString();
  }

  private void toolEnds() throws Exception {
    Files.createFile(project.resolve("go"));
  }

  private String say(String session, String message, String key) throws Exception {
    return Rest.ok(
            200,
            rest.post(
                "/v1/sessions/" + session + "/messages",
                "message",
                message,
                "idempotency_key",
                key))
        .get("delivered_as")
        .asString();
  }

  private JsonNode observe(String session, String what) throws Exception {
    JsonNode seen =
        daemon.get("/v1/sessions/" + session + "/observation?detail=full&wait_for=" + what + SOON);
    assertThat(seen.get("event").asString()).as("of %s", seen).isNotEqualTo("timeout");
    return seen;
  }

  private JsonNode session(String id) throws Exception {
    return daemon.get("/v1/sessions/" + id).get("session");
  }

  private String append(String word) {
    return "@@append " + project.resolve("effect") + " " + word + "@@";
  }

  private List<String> effects() throws Exception {
    Path effect = project.resolve("effect");
    return Files.exists(effect) ? Files.readAllLines(effect) : List.of();
  }

  @Test
  void duringAToolItIsHeardInThatTurn() throws Exception {
    String session = atATool();
    assertThat(say(session, append("one"), "k1")).isEqualTo("steer");
    assertThat(say(session, append("two"), "k2")).isEqualTo("steer");
    assertThat(say(session, append("one"), "k1")).isEqualTo("steer"); // said already
    JsonNode at = session(session);
    assertThat(at.get("metadata").get("words_waiting").asInt()).isEqualTo(2);
    assertThat(at.get("metadata").get("turns_sent").asInt()).isEqualTo(2);
    assertThat(at.get("queued_turns").asInt()).isZero();
    toolEnds();
    observe(session, "completed");
    assertThat(effects()).containsExactly("one", "two");
    JsonNode after = session(session);
    assertThat(after.get("turn").asString()).isEqualTo(at.get("turn").asString());
    assertThat(after.get("metadata").get("words_waiting").asInt()).isZero();
  }

  @Test
  void whileItOnlySpeaksItIsAnsweredInTheSameTaskWithItsMoney() throws Exception {
    String session = spawn("@@delay 3000@@ @@cost 0.5@@ @@say first@@");
    observe(session, "running");
    assertThat(say(session, append("one") + " @@cost 0.25@@ @@say second@@", "k"))
        .isEqualTo("steer");
    observe(session, "completed");
    JsonNode task = daemon.get("/v1/tasks/" + session(session).get("turn").asString());
    assertThat(task.get("result").get("output").asString()).isEqualTo("first\n\nsecond");
    assertThat(task.get("result").get("cost_microdollars").asLong()).isEqualTo(750_000);
    assertThat(effects()).containsExactly("one");
  }

  @Test
  void whatAnInterruptCameBeforeIsTheNextTurn() throws Exception {
    String session = atATool();
    say(session, append("one") + "@@say a@@", "k1");
    say(session, append("two") + "@@say b@@", "k2");
    Rest.ok(200, rest.post("/v1/sessions/" + session + "/interrupt"));
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() ->
            effects().size() == 2 && session(session).get("seat").asString().equals("resting"));
    assertThat(effects()).containsExactly("one", "two");
    assertThat(session(session).get("metadata").get("turns_sent").asInt()).isEqualTo(2);
  }

  @Test
  void wordsGoWithTheSessionThatIsEnded() throws Exception {
    String session = atATool();
    say(session, append("one"), "k1");
    Rest.ok(200, rest.post("/v1/sessions/" + session + "/terminate"));
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> daemon.agentProcesses().isEmpty());
    assertThat(session(session).get("metadata").get("words_waiting").asInt()).isZero();
    assertThat(effects()).isEmpty();
  }

  /** Codex, which would play a word twice that came twice; played by the scripted agent. */
  private void withCodex() throws Exception {
    daemon.kill9();
    Files.writeString(
        daemon.home().resolve("config.toml"),
        """
        [settings]
        walls = "off"
        command = "%s"
        access = "full"
        """
            .formatted(ScriptedAgent.install(temp.resolve("mine"))));
    Files.writeString(project.resolve(".agent-pool/pool.toml"), "slots = 1\n");
    daemon.start();
    provider = "codex-cli";
  }

  @ParameterizedTest
  @ValueSource(strings = {"scripted", "codex-cli"})
  void threeThatAreOnTheirWayAreHeardOnceEachHoweverTheDaemonIsKilled(String by) throws Exception {
    if (by.equals("codex-cli")) {
      withCodex();
    }
    long seed = Long.getLong("seed", System.nanoTime());
    Random random = new Random(seed);
    String session = atATool();
    for (String word : List.of("one", "two", "three")) {
      Thread speaking = Thread.ofVirtual().start(() -> sayUntilTaken(session, word));
      if (random.nextInt(3) > 0) {
        killWithin(random, 60);
      }
      assertThat(speaking.join(Duration.ofSeconds(120))).as("seed %d", seed).isTrue();
    }
    if (random.nextBoolean()) {
      killWithin(random, 30);
    }
    toolEnds();
    killWithin(random, 300);
    Awaitility.await("seed " + seed)
        .atMost(Duration.ofSeconds(120))
        .until(() ->
            effects().size() >= 3
                && session(session).get("seat").asString().matches("resting|parked"));
    assertThat(effects()).as("seed %d", seed).containsExactly("one", "two", "three");
    assertThat(session(session).get("metadata").get("turns_sent").asInt()).isEqualTo(3);
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
    Awaitility.await()
        .atMost(Duration.ofSeconds(110))
        .ignoreExceptions()
        .until(() -> say(session, append(word), word).equals("steer"));
  }
}
