package dev.agentpool.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** How many tasks there are is one figure, whichever face is asked: those that an agent does. */
class CountsFacesTest {
  @TempDir Path temp;
  private DaemonProcess daemon;
  private Path project;
  private Rest rest;

  /** Open are those that run, are pending or wait for others. */
  private record Counts(long completed, long failed, long cancelled, long open) {}

  @BeforeEach
  void start() throws Exception {
    daemon = new DaemonProcess(temp).start();
    project = DaemonProcess.project(temp, "slots = 1\n[settings]\nprovider = \"scripted\"\n");
    rest = new Rest(daemon, project);
  }

  @AfterEach
  void stop() throws Exception {
    daemon.close();
  }

  private static long sum(JsonNode node, String... names) {
    long sum = 0;
    for (String name : names) {
      assertThat(node.has(name)).as("%s in %s", name, node).isTrue();
      sum += node.get(name).asLong();
    }
    return sum;
  }

  private static Counts ofStatus(JsonNode status) {
    return new Counts(
        sum(status, "completed_tasks"),
        sum(status, "failed_tasks"),
        sum(status, "cancelled_tasks"),
        sum(status, "running_tasks", "pending_tasks", "blocked_tasks"));
  }

  private static Counts ofMetrics(JsonNode metrics) {
    return new Counts(
        sum(metrics, "completed"),
        sum(metrics, "failed"),
        sum(metrics, "cancelled"),
        sum(metrics, "running", "pending", "blocked"));
  }

  private static double gauge(Exposition figures, String state) {
    return figures.samples().stream()
        .filter(of -> of.name().equals("agentpool_tasks"))
        .filter(of -> of.labels().contains("state=\"" + state + "\""))
        .mapToDouble(Exposition.Sample::value)
        .sum();
  }

  private void ended(DaemonProcess.Answer answer, String id) throws Exception {
    Rest.ok(
        200, rest.post("/v1/tasks/wait", "ids", List.of(Rest.ok(202, answer).get(id).asString())));
  }

  @Test
  void aPlansParentCountsOnNoFaceAndItsStepsOnEach() throws Exception {
    ended(rest.post("/v1/chains", "steps", List.of("@@say a@@", "@@say b@@")), "chain_id");
    ended(rest.post("/v1/chains", "steps", List.of("@@crash 3@@", "@@say b@@")), "chain_id");
    ended(rest.post("/v1/tasks", "prompt", "@@say c@@"), "task_id");
    rest.post("/v1/tasks/fan-out", "prompts", List.of("@@say d@@", "@@crash 3@@"));
    Rest.ok(202, rest.post("/v1/chains", "steps", List.of("@@delay 60000@@ @@say e@@", "f")));
    Counts expected = new Counts(4, 3, 0, 2);
    assertThat(ofStatus(Rest.ok(200, rest.get("/v1/pool/status")))).isEqualTo(expected);
    assertThat(ofMetrics(Rest.ok(200, rest.get("/v1/pool/metrics")))).isEqualTo(expected);
    JsonNode standing = Rest.ok(200, rest.get("/v1/status")).get("pools").get(0).get("tasks");
    assertThat(
            new Counts(
                sum(standing, "completed"),
                sum(standing, "failed"),
                sum(standing, "cancelled"),
                sum(standing, "running", "pending", "blocked")))
        .isEqualTo(expected);
    Exposition figures = Exposition.parse(daemon.text("/metrics"));
    assertThat(gauge(figures, "completed")).isEqualTo(4);
    assertThat(gauge(figures, "failed")).isEqualTo(3);
    assertThat(gauge(figures, "running") + gauge(figures, "blocked")).isEqualTo(2);
    try (McpClient mcp = McpClient.connect(daemon.home(), project, List.of("slots"))) {
      assertThat(ofStatus(mcp.data("pool_status", Map.of()))).isEqualTo(expected);
      assertThat(ofMetrics(mcp.data("pool_session_metrics", Map.of()))).isEqualTo(expected);
    }
  }
}
