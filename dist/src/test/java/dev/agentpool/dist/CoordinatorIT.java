package dev.agentpool.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.agentpool.dist.Claude.Session;
import dev.agentpool.dist.Program.Done;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The real Claude CLI drives a pool of scripted agents, by {@code agentpool mcp}. */
@Tag("real")
class CoordinatorIT {
  private static final String TOOLS = "mcp__agentpool__";
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path scratch;
  private Image image;
  private Claude claude;
  private Path project;

  @BeforeEach
  void takeTheImage() throws IOException {
    image = new Image(scratch);
    claude = new Claude(image, scratch);
    project = image.project();
  }

  @AfterEach
  void leaveNothingBehind() {
    image.close();
    claude.close();
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(image.processes()).isEmpty());
  }

  /** The arguments that start a coordinator, by Claude, in a pool of scripted agents. */
  private static String[] coordinator(String prompt, String... more) {
    List<String> arguments =
        new ArrayList<>(List.of("run", "--coordinator", "--provider", "claude", "--json"));
    arguments.addAll(List.of(more));
    arguments.add(prompt);
    return arguments.toArray(String[]::new);
  }

  private String state(String id) {
    return Claude.json(image.run(project, "task", id, "--json").out()).path("state").asString("");
  }

  /** The coordinator's task, once its agent is at work. */
  private String running() {
    return await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofSeconds(1))
        .until(
            () -> {
              JsonNode tasks = Claude.json(image.run(project, "tasks", "--json").out());
              JsonNode list = tasks.isArray() ? tasks : tasks.path("items");
              return list.valueStream()
                  .filter(task -> task.path("state").asString("").equals("running"))
                  .map(task -> task.path("id").asString(""))
                  .findFirst()
                  .orElse("");
            },
            id -> !id.isEmpty());
  }

  @Test
  void aCoordinatorHandsOutWorkAndReportsInOneObject() {
    String earlier = image.run(project, "submit", "@@say the earlier one@@").out().strip();
    Done done =
        image.run(
            project,
            coordinator(
                Claude.call(TOOLS + "pool_fan_out", Map.of("prompts", List.of("left", "right")))
                    + Claude.call(TOOLS + "pool_wait", Map.of("task_ids", List.of(earlier)))
                    + Claude.call(TOOLS + "pool_result", Map.of("task_id", earlier))
                    + "@@say all done@@",
                "--timeout",
                "2m"));
    assertThat(done.exitCode()).as("%s", done).isZero();
    JsonNode result = Claude.json(done.out());
    assertThat(result.get("success").asBoolean()).isTrue();
    assertThat(result.get("output").asString()).isEqualTo("all done");
    assertThat(result.get("cost_usd").asDouble()).isPositive();
    assertThat(result.get("tasks_completed").asInt()).isEqualTo(2);
    assertThat(result.get("duration_secs").asDouble()).isPositive();
    assertThat(result.get("exit_code").asInt()).isZero();
    assertThat(done.err()).contains("pool_fan_out", "pool_wait");
  }

  @Test
  void aPoolThatOnlyReadsCanBeCoordinatedAndItsReviewIsNotWaitedFor() throws IOException {
    Files.writeString(
        project.resolve(".agent-pool/pool.toml"),
        "[settings]\nprovider = \"scripted\"\nworkspace = \"read_only\"\n");
    Done done =
        image.run(
            project,
            coordinator(
                Claude.call(TOOLS + "pool_run", Map.of("prompt", "look")) + "@@say looked@@",
                "--review"));
    assertThat(done.exitCode()).as("%s", done).isZero();
    JsonNode result = Claude.json(done.out());
    assertThat(result.get("output").asString()).isEqualTo("looked");
    assertThat(result.get("tasks_completed").asInt()).isEqualTo(1);
    assertThat(state(result.get("task_id").asString())).isEqualTo("pending_review");
  }

  @Test
  void aDaemonThatCrashesIsStartedAgainAndTheCoordinatorGoesOn() throws Exception {
    String slowly = "@@slow 30 300@@ @@say survived the crash of the daemon@@";
    try (Program program = image.start(project, coordinator(slowly))) {
      String id = running();
      killTheDaemon();
      Done done = program.done();
      assertThat(done.exitCode()).as("%s", done).isZero();
      JsonNode result = Claude.json(done.out());
      assertThat(result.get("output").asString()).isEqualTo("survived the crash of the daemon");
      assertThat(result.get("task_id").asString()).isEqualTo(id);
    }
  }

  private void killTheDaemon() throws Exception {
    for (String process : image.processes()) {
      if (process.endsWith("DaemonMain")) {
        String pid = process.substring(0, process.indexOf(' '));
        new ProcessBuilder("kill", "-KILL", pid).start().waitFor();
      }
    }
  }

  @Test
  void itsTimeIsLimited() throws IOException {
    Done done =
        image.run(
            project,
            coordinator("@@hang@@", "--timeout", "4s", "-q", "--output-file", "result.json"));
    assertThat(done.exitCode()).as("%s", done).isEqualTo(2);
    assertThat(done.out()).isEmpty();
    JsonNode result = Claude.json(Files.readString(project.resolve("result.json")));
    assertThat(result.get("success").asBoolean()).isFalse();
    assertThat(result.get("exit_code").asInt()).isEqualTo(2);
  }

  @Test
  void interruptingTheCommandCancelsIt() throws Exception {
    try (Program program = image.start(project, coordinator("@@hang@@"))) {
      String id = running();
      new ProcessBuilder("kill", "-INT", Long.toString(program.pid())).start().waitFor();
      Done done = program.done();
      assertThat(done.exitCode()).isEqualTo(130);
      assertThat(done.err()).contains("cancelled " + id);
      await().atMost(PATIENCE).until(() -> state(id).equals("cancelled"));
    }
  }

  @Test
  void aCommandThatVanishesCancelsIt() throws Exception {
    try (Program program = image.start(project, coordinator("@@hang@@"))) {
      String id = running();
      program.close();
      program.done();
      await().atMost(PATIENCE).until(() -> state(id).equals("cancelled"));
    }
  }

  @Test
  void whatMcpConfigPrintsIsAllThatASessionNeeds() throws IOException {
    Done printed = image.run(project, "mcp-config", "--toolsets", "full", "--dir", ".");
    Path config = Files.writeString(scratch.resolve("mcp.json"), printed.out());
    Session session =
        claude.ask(
            scratch,
            Claude.call(TOOLS + "pool_fan_out", Map.of("prompts", List.of("left", "right")))
                + Claude.call(TOOLS + "pool_result", Map.of("task_id", "task-nope"))
                + Claude.call(TOOLS + "context_set", Map.of("key", "k", "value", "ünïcode ✓"))
                + Claude.call(TOOLS + "context_get", Map.of("key", "k"))
                + "@@say coordinated@@",
            "--strict-mcp-config",
            "--mcp-config",
            config.toString(),
            "--allowedTools",
            "mcp__agentpool");
    assertThat(session.init().get("mcp_servers").get(0).get("status").asString())
        .isEqualTo("connected");
    List<JsonNode> results = session.toolResults();
    assertThat(results).hasSize(4);
    assertThat(results.get(0).path("is_error").asBoolean(false)).isFalse();
    assertThat(results.get(1).get("is_error").asBoolean()).isTrue();
    assertThat(results.get(1).toString()).contains("task not found: task-nope");
    assertThat(results.get(3).toString()).contains("ünïcode ✓");
    assertThat(session.result()).isEqualTo("coordinated");
    // what was handed in goes on when the session is over, and so does the daemon
    assertThat(image.run(project, "status").exitCode()).isZero();
  }
}
