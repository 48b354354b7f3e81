package dev.agentpool.daemon;

import static dev.agentpool.daemon.ClaudeOfPerson.toolResults;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.testkit.FakeModelApi;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The real Claude CLI drives a pool by its tools; the fake model API says which ones to call. */
@Tag("real")
class RealClaudeCoordinatorTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  @TempDir Path temp;
  private FakeModelApi api;
  private DaemonProcess daemon;
  private Path project;

  @BeforeEach
  void start() throws Exception {
    api = FakeModelApi.start();
    daemon = new DaemonProcess(temp).start();
    project = DaemonProcess.project(temp, "slots = 2\n[settings]\nprovider = \"scripted\"\n");
  }

  @AfterEach
  void stop() throws Exception {
    daemon.close();
    api.close();
  }

  /** What the CLI's stream says, a line each. */
  private List<JsonNode> claude(String toolsets, String prompt) throws Exception {
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    return new ClaudeOfPerson(temp, project, api)
        .asked(
            prompt,
            "agentpool",
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classPath.replace(File.pathSeparatorChar, ':'),
                SocketPump.class.getName(),
                daemon.home().resolve("state/run/mcp.sock").toString(),
                JSON.writeValueAsString(McpClient.hello(project, List.of(toolsets), null))));
  }

  private static String call(String tool, Map<String, Object> arguments) {
    return "@@tool mcp__agentpool__" + tool + " " + JSON.writeValueAsString(arguments) + "@@ ";
  }

  @Test
  void theLeanToolsCoordinateAPool() throws Exception {
    String earlier = daemon.submit(project, "@@delay 1500@@ @@say the earlier one@@", Map.of());
    List<JsonNode> lines =
        claude(
            "lean",
            call("pool_status", Map.of())
                + call("pool_run", Map.of("prompt", "a plain task"))
                + call("pool_fan_out", Map.of("prompts", List.of("left", "right")))
                + call(
                    "pool_chain",
                    Map.of(
                        "steps",
                        List.of(
                            Map.of("name", "plan", "prompt", "plan it"),
                            Map.of("name", "do", "prompt", "do {previous_output}"))))
                + call("pool_wait", Map.of("task_ids", List.of(earlier)))
                + call("pool_result", Map.of("task_id", earlier))
                + call("pool_result", Map.of("task_id", "task-nope"))
                + "@@say coordinated@@");
    JsonNode init = lines.getFirst();
    assertThat(init.get("tools").toString()).contains("mcp__agentpool__pool_run");
    assertThat(init.get("mcp_servers").get(0).get("status").asString()).isEqualTo("connected");
    List<JsonNode> results = toolResults(lines);
    assertThat(results).hasSize(7);
    assertThat(results.get(0).toString()).contains("total_slots");
    assertThat(results.get(1).toString()).contains("success");
    assertThat(results.get(2).toString()).contains("results");
    assertThat(results.get(3).toString()).contains("final_output");
    assertThat(results.get(4).toString()).contains("satisfied");
    assertThat(results.get(5).toString()).contains("the earlier one");
    assertThat(results.subList(0, 6))
        .allSatisfy(result -> assertThat(result.path("is_error").asBoolean(false)).isFalse());
    assertThat(results.get(6).get("is_error").asBoolean()).isTrue();
    assertThat(results.get(6).toString()).contains("task not found: task-nope");
    assertThat(lines.getLast().get("result").asString()).isEqualTo("coordinated");
    JsonNode tasks = daemon.pool(project).get("tasks");
    assertThat(tasks.get("completed").asInt()).isGreaterThanOrEqualTo(6);
  }

  @Test
  void allToolsAreTakenByTheCli() throws Exception {
    List<JsonNode> lines =
        claude(
            "full",
            call("context_set", Map.of("key", "k", "value", "v"))
                + call("context_list", Map.of())
                + call("pool_skill_list", Map.of())
                + call("list", Map.of())
                + "@@say seen@@");
    assertThat(lines.getFirst().get("tools").toString())
        .contains("mcp__agentpool__pool_fan_out_chains")
        .contains("mcp__agentpool__invoke")
        .contains("mcp__agentpool__pool_review");
    assertThat(toolResults(lines))
        .hasSize(4)
        .noneMatch(result -> result.path("is_error").asBoolean(false));
    assertThat(lines.getLast().get("result").asString()).isEqualTo("seen");
  }
}
