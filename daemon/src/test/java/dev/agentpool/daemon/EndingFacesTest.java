package dev.agentpool.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Ending work means the same, whichever face is asked; the library and the command line are asked
 * in {@code dist}.
 */
class EndingFacesTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  @TempDir Path temp;
  private DaemonProcess daemon;
  private Rest rest;
  private McpClient mcp;

  /** One face's way to cancel what has an id. */
  private interface Way {
    void cancel(String id) throws Exception;
  }

  /** One face's drain. */
  private interface Drain {
    JsonNode drain() throws Exception;
  }

  /**
   * What became of a chain whose second step of three ran.
   *
   * @param cancelled by how many the pool's cancelled tasks became more
   */
  private record Fate(
      String chain, List<String> states, List<Boolean> skipped, boolean success, long cancelled) {}

  @BeforeEach
  void start() throws Exception {
    daemon = new DaemonProcess(temp).start();
    Path project = DaemonProcess.project(temp, "slots = 1\n[settings]\nprovider = \"scripted\"\n");
    rest = new Rest(daemon, project);
    mcp = McpClient.connect(daemon.home(), project, List.of("slots"));
  }

  @AfterEach
  void stop() throws Exception {
    mcp.close();
    daemon.close();
  }

  private Map<String, Way> ways() {
    Map<String, Way> ways = new LinkedHashMap<>();
    ways.put("POST task", id -> Rest.ok(200, rest.post("/v1/tasks/" + id + "/cancel")));
    ways.put("DELETE task", id -> Rest.ok(204, rest.delete("/v1/tasks/" + id)));
    ways.put("DELETE chain", id -> Rest.ok(204, rest.delete("/v1/chains/" + id)));
    ways.put("pool_cancel", id -> mcp.data("pool_cancel", Map.of("task_id", id)));
    ways.put("pool_cancel_chain", id -> mcp.data("pool_cancel_chain", Map.of("task_id", id)));
    return ways;
  }

  private long cancelled() throws Exception {
    return Rest.ok(200, rest.get("/v1/pool/status")).get("cancelled_tasks").asLong();
  }

  private String chainAtItsSecondStep() throws Exception {
    List<String> steps = List.of("@@say a@@", "@@delay 600000@@ @@say b@@", "@@say c@@");
    String id = Rest.ok(202, rest.post("/v1/chains", "steps", steps)).get("chain_id").asString();
    await()
        .atMost(PATIENCE)
        .until(
            () -> Rest.ok(200, rest.get("/v1/chains/" + id)).path("current_step").asInt(-1) == 1);
    return id;
  }

  private Fate fate(Way way) throws Exception {
    String id = chainAtItsSecondStep();
    long before = cancelled();
    way.cancel(id);
    Rest.ok(200, rest.post("/v1/tasks/wait", "ids", List.of(id)));
    JsonNode result = Rest.ok(200, rest.get("/v1/chains/" + id + "/result"));
    List<String> states = new ArrayList<>();
    List<Boolean> skipped = new ArrayList<>();
    for (JsonNode step : result.get("steps")) {
      String task = step.get("task_id").asString();
      states.add(Rest.ok(200, rest.get("/v1/tasks/" + task)).get("state").asString());
      skipped.add(step.get("skipped").asBoolean());
    }
    return new Fate(
        result.get("status").asString(),
        states,
        skipped,
        result.get("success").asBoolean(),
        cancelled() - before);
  }

  @Test
  void cancellingAChainsIdEndsTheRunningStepAndSkipsTheRestOnEachFace() throws Exception {
    Fate expected =
        new Fate(
            "cancelled",
            List.of("completed", "cancelled", "cancelled"),
            List.of(false, false, true),
            false,
            2);
    for (Map.Entry<String, Way> way : ways().entrySet()) {
      assertThat(fate(way.getValue())).as(way.getKey()).isEqualTo(expected);
    }
  }

  @Test
  void cancellingWhatHasEndedLeavesItAsItIsOnEachFace() throws Exception {
    String id =
        Rest.ok(202, rest.post("/v1/chains", "steps", List.of("@@say a@@")))
            .get("chain_id")
            .asString();
    Rest.ok(200, rest.post("/v1/tasks/wait", "ids", List.of(id)));
    for (Map.Entry<String, Way> way : ways().entrySet()) {
      way.getValue().cancel(id);
      assertThat(Rest.ok(200, rest.get("/v1/tasks/" + id)).get("state").asString())
          .as(way.getKey())
          .isEqualTo("completed");
    }
  }

  @Test
  void aDrainThatIsToldNothingLetsFinishWhatRunsAndLeavesTheRestWaitingOnEachFace()
      throws Exception {
    Map<String, Drain> drains = new LinkedHashMap<>();
    drains.put("REST", () -> Rest.ok(200, rest.post("/v1/pool/drain")));
    drains.put("MCP", () -> mcp.data("pool_drain", Map.of()));
    for (Map.Entry<String, Drain> way : drains.entrySet()) {
      String running = submit("@@delay 700@@ @@say a@@");
      await().atMost(PATIENCE).until(() -> stateOf(running).equals("running"));
      String waiting = submit("@@say b@@");
      JsonNode summary = way.getValue().drain();
      assertThat(summary.get("cancelled").asLong()).as(way.getKey()).isZero();
      assertThat(summary.get("still_pending").asLong()).as(way.getKey()).isEqualTo(1);
      assertThat(summary.get("timed_out").asBoolean()).as(way.getKey()).isFalse();
      assertThat(stateOf(running)).as(way.getKey()).isEqualTo("completed");
      assertThat(stateOf(waiting)).as(way.getKey()).isEqualTo("pending");
      Rest.ok(200, rest.post("/v1/pool/resume"));
      Rest.ok(200, rest.post("/v1/tasks/wait", "ids", List.of(waiting)));
      assertThat(stateOf(waiting)).as(way.getKey()).isEqualTo("completed");
    }
  }

  private String submit(String prompt) throws Exception {
    return Rest.ok(202, rest.post("/v1/tasks", "prompt", prompt)).get("task_id").asString();
  }

  private String stateOf(String id) throws Exception {
    return Rest.ok(200, rest.get("/v1/tasks/" + id)).get("state").asString();
  }
}
