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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The plugin of this repository in the real Claude CLI. */
@Tag("real")
class PluginIT {
  private static final Path SOURCES = Path.of("..").toAbsolutePath().normalize();
  private static final String TOOLS = "mcp__plugin_agentpool_agentpool__";
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String REVIEWER = "Reviews a change.";

  @TempDir Path scratch;
  private Image image;
  private Claude claude;
  private Path project;

  @BeforeEach
  void takeTheImage() throws IOException {
    image = new Image(scratch);
    claude = new Claude(image, scratch);
    project = image.project();
    // the CLI goes on without a server that takes its time, as one does that starts the daemon
    assertThat(image.run(scratch, "start").exitCode()).isZero();
  }

  @AfterEach
  void leaveNothingBehind() {
    image.close();
    claude.close();
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(image.processes()).isEmpty());
  }

  private Session ask(String prompt, String... more) {
    String[] usual = {
      "--plugin-dir", SOURCES.resolve("plugin").toString(), "--allowedTools", TOOLS + "*,Agent"
    };
    String[] all = new String[usual.length + more.length];
    System.arraycopy(usual, 0, all, 0, usual.length);
    System.arraycopy(more, 0, all, usual.length, more.length);
    return claude.ask(project, prompt, all);
  }

  private static List<String> names(JsonNode list) {
    return list.valueStream()
        .map(entry -> entry.isString() ? entry.asString() : entry.path("name").asString(""))
        .toList();
  }

  @Test
  void pluginAndMarketplaceAreValid() {
    for (String what : List.of("plugin", ".claude-plugin/marketplace.json")) {
      Done done =
          claude.run(scratch, "plugin", "validate", "--strict", SOURCES.resolve(what).toString());
      assertThat(done.exitCode()).as("%s", done).isZero();
      assertThat(done.out()).contains("Validation passed");
    }
  }

  @Test
  void itBringsToolsThatWorkASkillAndACommand() {
    Session session =
        ask(
            Claude.call(TOOLS + "pool_run", Map.of("prompt", "a plain task"))
                + Claude.call(TOOLS + "pool_status", Map.of())
                + "@@say seen@@");
    JsonNode init = session.init();
    assertThat(names(init.get("plugins"))).contains("agentpool");
    assertThat(init.get("mcp_servers"))
        .singleElement()
        .satisfies(server -> {
          assertThat(server.get("name").asString()).isEqualTo("plugin:agentpool:agentpool");
          assertThat(server.get("status").asString()).isEqualTo("connected");
        });
    assertThat(names(init.get("tools")))
        .contains(TOOLS + "pool_run", TOOLS + "pool_wait", TOOLS + "invoke", TOOLS + "list");
    assertThat(names(init.get("slash_commands"))).contains("agentpool:pool-status");
    assertThat(names(init.get("skills"))).contains("agentpool:coordinate-pool");
    assertThat(session.toolResults())
        .hasSize(2)
        .noneMatch(result -> result.path("is_error").asBoolean(false));
    assertThat(session.toolResults().getFirst().toString()).contains("success");
    assertThat(session.result()).isEqualTo("seen");
    assertThat(image.run(project, "tasks", "--json").out()).contains("a plain task");
  }

  @Test
  void theCommandShowsThePool() {
    Session session = ask("/agentpool:pool-status");
    assertThat(session.result()).startsWith("done: ").contains("pool_status");
  }

  @Test
  void aSubAgentThatThePoolKnowsIsInvokedThere() throws IOException {
    defineReviewer();
    Session session =
        ask(
            startReviewer()
                + Claude.call(TOOLS + "invoke", Map.of("agent", "reviewer", "task", "look at it"))
                + Claude.call(TOOLS + "list", Map.of())
                + "@@say reviewed@@");
    List<JsonNode> results = session.toolResults();
    assertThat(results).hasSize(3);
    assertThat(results.get(0).get("is_error").asBoolean()).isTrue();
    assertThat(results.get(0).toString()).contains("call the tool invoke", TOOLS + "invoke");
    assertThat(results.get(1).path("is_error").asBoolean(false)).isFalse();
    assertThat(results.get(2).toString()).contains("reviewer");
    assertThat(session.result()).isEqualTo("reviewed");
  }

  @Test
  void aSubAgentThatThePoolDoesNotKnowIsStarted() {
    Session session =
        ask(
            startReviewer() + "@@say reviewed@@",
            "--agents",
            "{\"reviewer\":{\"description\":\"" + REVIEWER + "\",\"prompt\":\"You review.\"}}");
    assertThat(session.toolResults().toString())
        .contains("done: look at it")
        .doesNotContain("invoke");
    assertThat(session.result()).isEqualTo("reviewed");
  }

  private void install() {
    for (String[] command :
        new String[][] {
          {"plugin", "marketplace", "add", SOURCES.toString()},
          {"plugin", "install", "agentpool@agentpool"}
        }) {
      Done done = claude.run(project, command);
      assertThat(done.exitCode()).as("%s", done).isZero();
    }
  }

  /** The only pool is the project's, whose slots have worktrees. */
  private void inWorktreesOfRealAgents() throws IOException {
    Files.writeString(
        project.resolve(".agent-pool/pool.toml"),
        """
        slots = 1
        [settings]
        provider = "claude"
        permission_mode = "acceptEdits"
        workspace = "worktree"
        allowed_tools = ["Bash", "%s*"]
        """
            .formatted(TOOLS));
    for (List<String> command :
        List.of(
            List.of("init", "-q"),
            List.of("add", "-A"),
            List.of(
                "-c", "user.name=t", "-c", "user.email=t@example.org", "commit", "-qm", "first"))) {
      List<String> line = new ArrayList<>(List.of("git"));
      line.addAll(command);
      Done done = new Program(line, project, image.environment(), scratch).done();
      assertThat(done.exitCode()).as("%s", done).isZero();
    }
  }

  private JsonNode work(String prompt) {
    Done done = image.run(project, "run", "--json", "--quiet", "--max-budget-usd", "1", prompt);
    assertThat(done.exitCode()).as("%s", done).isZero();
    return Claude.json(done.out());
  }

  private JsonNode tasks() {
    return Claude.json(image.run(project, "tasks", "--json").out());
  }

  private void assertThereIsOnePool() {
    JsonNode status = Claude.json(image.run(project, "status", "--json").out());
    assertThat(status.get("pools")).as("%s", status).hasSize(1);
  }

  @Test
  void installedItIsNotGivenToThePoolsAgents() throws IOException {
    install();
    inWorktreesOfRealAgents();
    JsonNode task = work(Claude.call(TOOLS + "pool_run", Map.of("prompt", "x")) + "@@say no@@");
    JsonNode given = task.get("result").get("facts").get("given");
    assertThat(given.get("plugins")).as("%s", task).isEmpty();
    assertThat(given.get("mcp_servers")).isEmpty();
    assertThat(tasks().toString()).doesNotContain("child-of");
    assertThereIsOnePool();
  }

  @ParameterizedTest
  @ValueSource(strings = {"commands = \"user\"", "allow = [\"plugin:agentpool\"]"})
  void givenToAPoolsAgentItStartsChildrenInTheTasksPoolPaidOutOfItsCap(String how)
      throws IOException {
    install();
    inWorktreesOfRealAgents();
    Files.writeString(
        Files.createDirectories(scratch.resolve("home")).resolve("config.toml"),
        "[settings.inherit]\n" + how + "\n");
    JsonNode task =
        work(
            Claude.call("Bash", Map.of("command", "sleep 3"))
                + Claude.call(TOOLS + "pool_run", Map.of("prompt", "a plain task"))
                + Claude.call(TOOLS + "pool_run", Map.of("prompt", "dear", "max_budget_usd", 5))
                + Claude.call(TOOLS + "warmup", Map.of("agent", "reviewer"))
                + "@@say seen@@");
    JsonNode result = task.get("result");
    JsonNode given = result.get("facts").get("given");
    assertThat(given.get("plugins").toString()).as("%s", task).contains("agentpool");
    assertThat(names(given.get("mcp_servers")))
        .as("%s", task)
        .singleElement()
        .asString()
        .startsWith("plugin:agentpool:agentpool");
    String id = task.get("id").asString();
    assertThat(image.run(project, "logs", id).out())
        .contains("paid out of its own cap of $1.00")
        .contains("No such tool available: " + TOOLS + "warmup");
    assertThat(tasks().get("items").valueStream())
        .filteredOn(one -> !one.get("id").asString().equals(id))
        .singleElement()
        .satisfies(child -> {
          assertThat(child.get("prompt").asString()).isEqualTo("a plain task");
          assertThat(child.get("state").asString()).isEqualTo("completed");
          assertThat(child.get("submitted_by").asString()).isEqualTo(id);
          assertThat(child.get("cap_microdollars").asLong()).isLessThanOrEqualTo(500_000);
        });
    assertThereIsOnePool();
  }

  @Test
  void installedItGuidesPeopleAndLeavesThePoolsOwnAgentsAlone() throws IOException {
    defineReviewer();
    install();
    String prompt = startReviewer() + "@@say reviewed@@";
    Session session = claude.ask(project, prompt, "--allowedTools", "Agent");
    assertThat(names(session.init().get("tools"))).contains(TOOLS + "invoke");
    assertThat(session.toolResults().toString()).contains("call the tool invoke");
    Done inSlot =
        image.run(
            project,
            "run",
            "--provider",
            "claude",
            "--permission-mode",
            "acceptEdits",
            start("project:reviewer") + "@@say reviewed@@");
    assertThat(inSlot.exitCode()).as("%s", inSlot).isZero();
    assertThat(inSlot.err()).contains("→ Agent").doesNotContain("✗");
  }

  private void defineReviewer() throws IOException {
    Files.writeString(
        Files.createDirectories(project.resolve(".claude/agents")).resolve("reviewer.md"),
        "---\nname: reviewer\ndescription: " + REVIEWER + "\n---\nYou review.\n");
  }

  private static String startReviewer() {
    return start("reviewer");
  }

  private static String start(String subAgent) {
    return Claude.call(
        "Agent",
        Map.of(
            "subagent_type",
            subAgent,
            "description",
            "review",
            "prompt",
            "look at it",
            "run_in_background",
            false));
  }
}
