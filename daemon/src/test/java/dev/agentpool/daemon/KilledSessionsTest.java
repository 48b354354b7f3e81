package dev.agentpool.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The daemon is killed under live sessions: what was said to them is done once, and they go on. */
class KilledSessionsTest {
  private static final int SESSIONS = 10;
  private static final String SOON = "&timeout_seconds=90";
  @TempDir Path temp;
  private DaemonProcess daemon;
  private Path project;
  private Rest rest;

  @BeforeEach
  void start() throws Exception {
    daemon = new DaemonProcess(temp);
    Files.createDirectories(daemon.home());
    Files.writeString(
        daemon.home().resolve("config.toml"),
        """
        [sessions]
        max_parallel_sessions = 20
        [settings]
        walls = "off" # behind walls the scripted agent keeps no conversation
        """);
    project = DaemonProcess.project(temp, "slots = 1\n[settings]\nprovider = \"scripted\"\n");
    daemon.start();
    rest = new Rest(daemon, project);
  }

  @AfterEach
  void stop() throws Exception {
    daemon.close();
  }

  private void kill() throws Exception {
    daemon.kill9();
    daemon.start();
  }

  private String spawn(String task) throws Exception {
    JsonNode spawned =
        Rest.ok(
            200,
            rest.post(
                "/v1/sessions",
                "provider_id",
                "scripted",
                "task",
                task,
                "isolation",
                "shared",
                "role",
                "custom"));
    return spawned.get("session_id").asString();
  }

  private JsonNode say(String session, String message) throws Exception {
    return Rest.ok(200, rest.post("/v1/sessions/" + session + "/messages", "message", message));
  }

  private JsonNode observe(String session, String what) throws Exception {
    JsonNode seen =
        daemon.get("/v1/sessions/" + session + "/observation?detail=full&wait_for=" + what + SOON);
    assertThat(seen.path("event").asString("none told")).as("of %s", seen).isNotEqualTo("timeout");
    assertThat(seen.has("event")).as("%s", seen).isTrue();
    return seen;
  }

  private String effect(String word) {
    return "{\"command\":\"echo " + word + " >> " + project.resolve("effect") + "\"}";
  }

  private String append(String word) {
    return "@@append " + project.resolve("effect") + " " + word + "@@ @@say so@@";
  }

  private List<String> effects() throws Exception {
    Path effect = project.resolve("effect");
    return Files.exists(effect) ? Files.readAllLines(effect) : List.of();
  }

  @Test
  void tenThatWaitForAnAnswerHaveItOnceAfterTheKill() throws Exception {
    List<String> sessions = new ArrayList<>();
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < SESSIONS; i++) {
      sessions.add(spawn("@@ask Bash " + effect("s" + i) + "@@ @@say done@@"));
      expected.add("s" + i);
    }
    for (String session : sessions) {
      observe(session, "approval_prompt");
    }
    kill();
    for (String session : sessions) {
      assertThat(observe(session, "approval_prompt").get("seat").asString()).isEqualTo("waiting");
      assertThat(say(session, "yes").get("delivered_as").asString()).isEqualTo("answer");
    }
    for (String session : sessions) {
      assertThat(observe(session, "completed").get("worker_output").get("text").asString())
          .contains("done");
    }
    List<String> effects = new ArrayList<>(effects());
    Collections.sort(effects);
    assertThat(effects).isEqualTo(expected);
  }

  /** Whoever got no reply says it again. */
  @Test
  void anAnswerThatIsSaidAgainUnderItsKeyIsNoTurn() throws Exception {
    String session = spawn("@@ask Bash " + effect("once") + "@@ @@say done@@");
    observe(session, "approval_prompt");
    for (int n = 0; n < 3; n++) {
      JsonNode sent =
          Rest.ok(
              200,
              rest.post(
                  "/v1/sessions/" + session + "/messages",
                  "message",
                  "yes",
                  "idempotency_key",
                  "the-first"));
      assertThat(sent.get("delivered_as").asString()).isEqualTo("answer");
      kill();
    }
    observe(session, "completed");
    assertThat(effects()).containsExactly("once");
    assertThat(session(session).get("metadata").get("turns_sent").asInt()).isEqualTo(1);
  }

  @Test
  void whatWasSaidWhileItWorkedIsDoneInItsOrderAndOnce() throws Exception {
    String session = spawn("@@delay 2000@@ " + append("zero"));
    observe(session, "running");
    for (String word : List.of("one", "two", "three")) {
      say(session, append(word));
    }
    kill();
    JsonNode last = null;
    do {
      last = observe(session, "completed");
    } while (effects().size() < 4);
    assertThat(effects()).containsExactly("zero", "one", "two", "three");
    assertThat(last.get("state").asString()).isEqualTo("COMPLETED");
  }

  @Test
  void itsConversationGoesOnInANewProcess() throws Exception {
    String session = spawn("the word is heron @@say noted@@");
    observe(session, "completed");
    kill();
    assertThat(seat(session)).isEqualTo("parked");
    say(session, "@@history@@");
    observe(session, "completed");
    assertThat(daemon.text("/v1/tasks/" + turn(session) + "/events")).contains("remembers 1");
    assertThat(seat(session)).isEqualTo("resting");
  }

  @Test
  void itsWorktreeStaysOverTurnsAndKillsAndItsWorkOnABranch() throws Exception {
    Git.begin(project);
    JsonNode spawned =
        Rest.ok(
            200,
            rest.post(
                "/v1/sessions",
                "provider_id",
                "scripted",
                "task",
                "@@append one.txt first@@ @@say so@@",
                "isolation",
                "worktree",
                "role",
                "implementer"));
    String session = spawned.get("session_id").asString();
    observe(session, "completed");
    kill();
    say(session, "@@append one.txt second@@ @@say so@@");
    observe(session, "completed");
    assertThat(project.resolve("one.txt")).doesNotExist();
    Rest.ok(200, rest.post("/v1/sessions/" + session + "/terminate"));
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> Git.run(project, "worktree", "list").lines().count() == 1);
    String branch = Git.ours(project).getFirst();
    assertThat(Git.run(project, "show", branch + ":one.txt").lines())
        .containsExactly("first", "second");
  }

  private JsonNode session(String id) throws Exception {
    return daemon.get("/v1/sessions/" + id).get("session");
  }

  private String seat(String id) throws Exception {
    return session(id).get("seat").asString();
  }

  private String turn(String id) throws Exception {
    return session(id).get("turn").asString();
  }

  @Test
  void oneThatWasEndedStaysEndedAndLeavesNoProcess() throws Exception {
    String session = spawn("@@hang@@");
    observe(session, "running");
    Rest.ok(200, rest.post("/v1/sessions/" + session + "/terminate", "reason", "enough"));
    kill();
    assertThat(session(session).get("state").asString()).isEqualTo("CANCELLED");
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> daemon.agentProcesses().isEmpty());
    assertThat(rest.post("/v1/sessions/" + session + "/messages", "message", "still there?").code())
        .isEqualTo("session_ended");
  }
}
