package dev.agentpool.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.agentpool.dist.Program.Done;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A live session as a person drives it: by commands, and at its own terminal. */
class LiveSessionsIT {
  private static final Duration SOON = Duration.ofSeconds(90);
  private static final String OUTER = "outer"; // the person's own terminal, in this folder
  @TempDir Path scratch;
  private Image image;
  private Path project;

  @BeforeEach
  void start() {
    image = new Image(scratch);
    project = image.project();
  }

  @AfterEach
  void stop() {
    tmux("kill-server");
    image.close();
  }

  private JsonNode json(String... line) {
    List<String> words = new ArrayList<>(List.of(line));
    words.add("--json");
    Done done = image.run(project, words.toArray(String[]::new));
    assertThat(done.exitCode()).as(done.err() + done.out()).isZero();
    return Claude.json(done.out());
  }

  private String spawned(String provider, String task) {
    return json("spawn", "--provider", provider, "--task", task).get("session_id").asString();
  }

  private Done tmux(String... words) {
    List<String> line = new ArrayList<>(List.of("tmux", "-S", scratch.resolve(OUTER).toString()));
    line.addAll(List.of(words));
    Map<String, String> environment = new HashMap<>(image.environment());
    environment.put("TERM", "xterm-256color");
    environment.put("LC_ALL", "C.UTF-8");
    return new Program(line, project, environment, scratch).done();
  }

  private void awaitOnScreen(String text) {
    await()
        .atMost(SOON)
        .untilAsserted(() -> assertThat(tmux("capture-pane", "-p").out()).contains(text));
  }

  @Test
  void aPersonSitsDownAtItsTerminalAnswersThereAndLeavesItRunning() {
    String id = spawned("fake-question", "look around");
    json("observe", id, "--wait-for", "question", "--timeout", "60");
    JsonNode info = json("attach", id);
    assertThat(info.get("runtime").asString()).isEqualTo("tmux");
    assertThat(info.get("attach_kind").asString()).isEqualTo("interactive");
    assertThat(info.get("can_attach").asBoolean()).isTrue();
    assertThat(info.get("pane_target").asString()).endsWith(":0.0");
    assertThat(json("session", "show", id).get("session").get("tmux").get("session_name"))
        .isEqualTo(info.get("tmux_session"));
    assertThat(image.run(project, "attach", id).out().strip()) // where there is no terminal
        .isEqualTo(info.get("attach_command").asString());

    String attach = image.folder().resolve("agentpool") + " attach " + id;
    assertThat(tmux("-f", "/dev/null", "new-session", "-d", "-x", "120", "-y", "50", attach).err())
        .isEmpty();
    awaitOnScreen("Should I run the tests first?");
    tmux("send-keys", "run them", "Enter");
    awaitOnScreen("Steering received: run them");
    JsonNode seen =
        json("observe", id, "--wait-for", "completed", "--timeout", "60", "--detail", "full");
    assertThat(seen.get("event").asString()).isEqualTo("completed");
    assertThat(seen.get("worker_output").get("text").asString()).contains("run them");

    tmux("send-keys", "C-b", "d"); // as tmux is left
    await().atMost(SOON).until(() -> tmux("has-session").exitCode() != 0);
    assertThat(json("session", "show", id).get("session").get("ended_at").isNull()).isTrue();
    json("terminate", id);
    JsonNode after = json("attach", id);
    assertThat(after.get("can_attach").asBoolean()).isFalse();
    assertThat(after.get("attach_kind").asString()).isEqualTo("view");
  }

  @Test
  void aSessionWithoutATerminalIsDrivenByCommandsFromItsTaskToItsEnd() {
    String id = spawned("scripted", "@@say one@@");
    JsonNode first =
        json("observe", id, "--wait-for", "completed", "--timeout", "60", "--detail", "excerpt");
    assertThat(first.get("worker_output").get("text").asString())
        .contains("BEGIN_UNTRUSTED_WORKER_OUTPUT_", "\none\n");
    assertThat(json("send", id, "@@say two@@").get("delivered_as").asString()).isEqualTo("turn");
    await()
        .atMost(SOON)
        .untilAsserted(() ->
            assertThat(
                    json(
                            "observe",
                            id,
                            "--wait-for",
                            "completed",
                            "--timeout",
                            "60",
                            "--detail",
                            "full")
                        .get("worker_output")
                        .get("text")
                        .asString())
                .contains("two"));
    JsonNode session = json("session", "show", id).get("session");
    assertThat(Path.of(session.get("transcript_path").asString()))
        .isRegularFile()
        .hasParentRaw(Path.of(session.get("artifact_dir").asString()));
    assertThat(Path.of(session.get("events_path").asString())).isRegularFile();
    assertThat(json("collect", id).get("artifact_dir")).isEqualTo(session.get("artifact_dir"));
    assertThat(image.run(project, "transcript", id).out()).contains("one", "two");
    assertThat(json("terminate", id).get("already_terminated").asBoolean()).isFalse();
    assertThat(json("terminate", id).get("already_terminated").asBoolean()).isTrue();
    assertThat(image.run(project, "sessions", "--plain").out())
        .contains("sessions.0.id=" + id, "sessions.0.state=CANCELLED");
  }
}
