package dev.agentpool.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What something cost is one figure, whichever face is asked, also when nobody knows it. */
class MoneyFacesTest {
  private static final String UNKNOWN = "@@cost 0.02@@ @@crash 3@@";
  @TempDir static Path home;

  /** Deleted when the daemon has ended: it works on in projects whose test is over. */
  @TempDir static Path projects;

  private Path temp;
  private static DaemonProcess daemon;
  private Rest rest;
  private McpClient mcp;

  /** The three members that begin with a name. */
  private record Told(long least, boolean known, long most) {
    static Told of(JsonNode node) {
      return of(node, "cost");
    }

    static Told of(JsonNode node, String what) {
      assertThat(node.has(what + "_known")).as("%s in %s", what, node).isTrue();
      return new Told(
          node.get(what + "_microdollars").asLong(),
          node.get(what + "_known").asBoolean(),
          node.get(what + "_at_most_microdollars").asLong());
    }
  }

  @BeforeAll
  static void start() throws Exception {
    daemon = new DaemonProcess(home).start();
  }

  @AfterAll
  static void stop() throws Exception {
    daemon.close();
  }

  @BeforeEach
  void connect() throws Exception {
    temp = Files.createTempDirectory(projects, "test");
    Path project =
        DaemonProcess.project(
            temp, "slots = 1\n[settings]\nprovider = \"scripted\"\nmodel = \"opus\"\n");
    rest = new Rest(daemon, project);
    mcp = McpClient.connect(daemon.home(), project, List.of("slots"));
  }

  @AfterEach
  void leave() throws Exception {
    mcp.close();
  }

  private String ended(String id) throws Exception {
    Rest.ok(200, rest.post("/v1/tasks/wait", "ids", List.of(id)));
    return id;
  }

  private JsonNode get(String path) throws Exception {
    return Rest.ok(200, rest.get(path));
  }

  @Test
  void anUnknownCostIsTheSameOnEveryFace() throws Exception {
    String id =
        ended(Rest.ok(202, rest.post("/v1/tasks", "prompt", UNKNOWN)).get("task_id").asString());
    JsonNode task = get("/v1/tasks/" + id);
    Told told = Told.of(task);
    assertThat(told.known()).isFalse();
    assertThat(told.most()).isGreaterThanOrEqualTo(Math.max(1, told.least()));
    assertThat(Told.of(task.get("result"))).isEqualTo(told);
    assertThat(Told.of(get("/v1/tasks").get("items").get(0))).isEqualTo(told);
    assertThat(Told.of(mcp.data("pool_result", Map.of("task_id", id)))).isEqualTo(told);
    assertThat(Told.of(mcp.data("pool_list_tasks", Map.of()).get("tasks").get(0))).isEqualTo(told);
    // the only task there is: so all totals are its cost
    assertThat(Told.of(get("/v1/pool/status"), "total_spend")).isEqualTo(told);
    assertThat(Told.of(get("/v1/pool/status"))).isEqualTo(told);
    assertThat(Told.of(get("/v1/status").get("pools").get(0), "spend")).isEqualTo(told);
    assertThat(Told.of(get("/v1/status").get("pools").get(0), "day_spend")).isEqualTo(told);
    assertThat(Told.of(get("/v1/budget").get("pool"), "spent")).isEqualTo(told);
    assertThat(Told.of(get("/v1/pool/metrics"))).isEqualTo(told);
    assertThat(Told.of(get("/v1/pool/metrics"), "max_cost")).isEqualTo(told);
    assertThat(Told.of(get("/v1/slots").get(0))).isEqualTo(told);
    assertThat(Told.of(mcp.data("pool_status", Map.of()), "total_spend")).isEqualTo(told);
    assertThat(Told.of(mcp.data("pool_session_metrics", Map.of()), "total_spend")).isEqualTo(told);
    assertThat(Told.of(mcp.data("pool_find_slots", Map.of()).get("slots").get(0))).isEqualTo(told);
  }

  @Test
  void aChainCostsWhatItsStepsDoOnEveryFaceAndItsTaskGivesItsResult() throws Exception {
    String id =
        Rest.ok(
                202,
                rest.post("/v1/chains", "steps", List.of("@@cost 0.03@@ @@say first@@", UNKNOWN)))
            .get("chain_id")
            .asString();
    ended(id);
    JsonNode result = get("/v1/chains/" + id + "/result");
    Told told = Told.of(result);
    assertThat(told.known()).isFalse();
    assertThat(told.least()).isGreaterThanOrEqualTo(30_000);
    assertThat(Told.of(result, "total_cost")).isEqualTo(told);
    assertThat(
            Told.of(result.get("steps").get(0)).least()
                + Told.of(result.get("steps").get(1)).least())
        .isEqualTo(told.least());
    JsonNode task = get("/v1/tasks/" + id);
    assertThat(Told.of(task)).isEqualTo(told);
    assertThat(Told.of(task.get("result"))).isEqualTo(told);
    assertThat(task.get("elapsed_ms").asLong()).isPositive();
    assertThat(task.get("result").get("output").asString())
        .isEqualTo(task.get("output").asString())
        .contains("\"final_output\"", "first");
    JsonNode line = get("/v1/chains").get("items").get(0);
    assertThat(Told.of(line)).isEqualTo(told);
    assertThat(line.get("completed_steps").asInt()).isEqualTo(1);
    assertThat(line.get("failed_steps").asInt()).isEqualTo(1);
    assertThat(Told.of(mcp.data("pool_result", Map.of("task_id", id)))).isEqualTo(told);
    assertThat(Told.of(mcp.data("pool_chain_result", Map.of("task_id", id)).get("result")))
        .isEqualTo(told);
  }

  @Test
  void tasksAreFoundByTheModelThatIsConfiguredForThePool() throws Exception {
    ended(Rest.ok(202, rest.post("/v1/tasks", "prompt", "@@say x@@")).get("task_id").asString());
    JsonNode metrics = get("/v1/pool/metrics?model=opus");
    assertThat(metrics.get("total_tasks").asInt()).isEqualTo(1);
    assertThat(metrics.get("matched_configured").asInt()).isEqualTo(1);
    assertThat(get("/v1/pool/metrics?model=nonesuch").get("total_tasks").asInt()).isZero();
  }

  @Test
  void pendingAndBlockedAreFiguresOfTheirOwnOnEveryFace() throws Exception {
    String hangs =
        Rest.ok(202, rest.post("/v1/tasks", "prompt", "@@hang@@")).get("task_id").asString();
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> get("/v1/tasks/" + hangs).get("state").asString().equals("running"));
    String pending =
        Rest.ok(202, rest.post("/v1/tasks", "prompt", "@@say x@@")).get("task_id").asString();
    Rest.ok(202, rest.post("/v1/tasks", "prompt", "@@say y@@", "after", List.of(pending)));
    for (JsonNode standing : Set.of(get("/v1/pool/status"), mcp.data("pool_status", Map.of()))) {
      assertThat(standing.get("pending_tasks").asInt()).isEqualTo(1);
      assertThat(standing.get("blocked_tasks").asInt()).isEqualTo(1);
    }
    JsonNode metrics = mcp.data("pool_session_metrics", Map.of());
    assertThat(metrics.get("blocked").asInt()).isEqualTo(1);
    Rest.ok(200, rest.post("/v1/tasks/" + hangs + "/cancel"));
  }

  @Test
  void cancellingAChainByItsTaskEndsTheStepThatRunsAndSkipsTheOthers() throws Exception {
    for (String way : List.of("rest task", "rest delete", "rest chain", "mcp", "mcp chain")) {
      String id =
          Rest.ok(202, rest.post("/v1/chains", "steps", List.of("@@hang@@", "@@say b@@", "c", "d")))
              .get("chain_id")
              .asString();
      switch (way) {
        case "rest task" -> Rest.ok(200, rest.post("/v1/tasks/" + id + "/cancel"));
        case "rest delete" -> assertThat(rest.delete("/v1/tasks/" + id).status()).isEqualTo(204);
        case "rest chain" -> assertThat(rest.delete("/v1/chains/" + id).status()).isEqualTo(204);
        case "mcp" -> mcp.data("pool_cancel", Map.of("task_id", id));
        default -> mcp.data("pool_cancel_chain", Map.of("task_id", id));
      }
      JsonNode steps = get("/v1/chains/" + id + "/result").get("steps");
      assertThat(steps).as(way).hasSize(4);
      assertThat(steps.get(3).get("skipped").asBoolean()).as(way).isTrue();
      JsonNode line = get("/v1/chains").get("items").get(0);
      assertThat(line.get("completed_steps").asInt()).isZero();
      assertThat(line.get("skipped_steps").asInt() + line.get("cancelled_steps").asInt())
          .isEqualTo(4);
    }
  }

  @Test
  void aVariableThatCannotBeReadIsWarnedOfAndAStepsRealPromptCanBeSeen() throws Exception {
    List<?> steps =
        List.of(
            Map.of(
                "name", "a", "prompt", "@@say plain@@", "output_vars", Map.of("count", "n.total")),
            Map.of("name", "b", "prompt", "@@say {previous_output}@@ {steps.a.count}"));
    String id = Rest.ok(202, rest.post("/v1/chains", "steps", steps)).get("chain_id").asString();
    ended(id);
    JsonNode told = get("/v1/chains/" + id + "/result").get("steps");
    assertThat(told.get(0).get("warnings").toString()).contains("'count' could not be read");
    assertThat(told.get(1).get("warnings").toString()).contains("{steps.a.count}");
    JsonNode task = get("/v1/tasks/" + told.get(0).get("task_id").asString());
    assertThat(task.get("step").asString()).isEqualTo("a");
    assertThat(task.get("result").get("facts").get("notices").toString()).contains("count");
    JsonNode second = get("/v1/tasks/" + told.get(1).get("task_id").asString());
    assertThat(second.get("prompt").asString()).contains("{previous_output}");
    assertThat(second.get("rendered_prompt").asString()).isEqualTo("@@say plain@@ {steps.a.count}");
  }
}
