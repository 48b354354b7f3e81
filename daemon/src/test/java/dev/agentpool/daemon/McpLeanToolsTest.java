package dev.agentpool.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The few tools that a client gets who asks for nothing else. */
class McpLeanToolsTest {
  @TempDir static Path home;

  /** Deleted when the daemon has ended: it works on in projects whose test is over. */
  @TempDir static Path projects;

  private Path temp;
  private static DaemonProcess daemon;
  private Path project;
  private McpClient client;

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
    project = DaemonProcess.project(temp, "slots = 2\n[settings]\nprovider = \"scripted\"\n");
    client = McpClient.connect(daemon.home(), project, List.of());
  }

  @AfterEach
  void leave() throws Exception {
    client.close();
  }

  @Test
  void theListIsShort() throws Exception {
    JsonNode tools = client.ask("tools/list", Map.of());
    List<String> names = new ArrayList<>();
    tools.get("tools").forEach(tool -> names.add(tool.get("name").asString()));
    assertThat(names)
        .containsExactlyInAnyOrder(
            "pool_run",
            "pool_submit",
            "pool_wait",
            "pool_result",
            "pool_cancel",
            "pool_fan_out",
            "pool_chain",
            "pool_review",
            "pool_status");
    int bytes = tools.toString().getBytes(StandardCharsets.UTF_8).length;
    System.out.println("lean tools/list: " + bytes + " bytes, " + (bytes + 3) / 4 + " tokens");
    assertThat(bytes).isLessThan(7_500);
    assertThat((bytes + 3) / 4).isLessThanOrEqualTo(2_000);
  }

  @Test
  void runGivesTheResultAndSaysWhyThereIsNone() throws Exception {
    JsonNode result = client.data("pool_run", Map.of("prompt", "@@cost 0.25@@ @@say hello@@"));
    assertThat(result.get("output").asString()).isEqualTo("hello");
    assertThat(result.get("success").asBoolean()).isTrue();
    assertThat(result.get("cost_microdollars").asLong()).isEqualTo(250_000);
    assertThat(client.error("pool_run", Map.of("prompt", "@@crash 3@@"))).contains("failed:");
    assertThat(client.error("pool_run", Map.of("prompt", "  "))).contains("empty");
    assertThat(client.error("pool_run", Map.of("promt", "x")))
        .contains("'prompt' is missing")
        .contains("did you mean");
  }

  @Test
  void unknownTextIsRefused() throws Exception {
    assertThat(client.error("pool_run", Map.of("prompt", "x", "effort", "huge")))
        .contains("effort")
        .contains("low");
    assertThat(client.error("pool_wait", Map.of("task_ids", List.of("task-1"), "mode", "most")))
        .contains("mode");
  }

  @Test
  void submitWaitResultAreTheWayOfLongWork() throws Exception {
    String id = submit("@@delay 1000@@ @@say done@@");
    assertThat(client.json("pool_result", Map.of("task_id", id)).toString())
        .isEqualTo("{\"status\":\"running\"}");
    JsonNode waited = client.data("pool_wait", Map.of("task_ids", List.of(id)));
    assertThat(waited.get("satisfied").asBoolean()).isTrue();
    assertThat(waited.get("tasks").get(0).get("state").asString()).isEqualTo("completed");
    assertThat(waited.get("pending")).isEmpty();
    JsonNode result = client.json("pool_result", Map.of("task_id", id));
    assertThat(result.get("output").asString()).isEqualTo("done");
    assertThat(result.get("state").asString()).isEqualTo("completed");
    assertThat(client.error("pool_result", Map.of("task_id", "task-nope")))
        .isEqualTo("task not found: task-nope");
  }

  private String submit(String prompt) throws Exception {
    return client.data("pool_submit", Map.of("prompt", prompt)).get("task_id").asString();
  }

  @Test
  void waitEndsBeforeItsClientsPatience() throws Exception {
    String quick = submit("@@say quick@@");
    String stuck = submit("@@hang@@");
    JsonNode any =
        client.data("pool_wait", Map.of("task_ids", List.of(quick, stuck), "mode", "any"));
    assertThat(any.get("satisfied").asBoolean()).isTrue();
    JsonNode all =
        client.data("pool_wait", Map.of("task_ids", List.of(quick, stuck), "timeout_ms", 100));
    assertThat(all.get("satisfied").asBoolean()).isFalse();
    assertThat(all.get("pending").get(0).asString()).isEqualTo(stuck);
    JsonNode one =
        client.data(
            "pool_wait", Map.of("task_ids", List.of(quick, stuck), "mode", "count", "count", 1));
    assertThat(one.get("satisfied").asBoolean()).isTrue();
    assertThat(client.error("pool_wait", Map.of("task_ids", List.of("task-nope"))))
        .isEqualTo("task not found: task-nope");
    assertThat(
            client.error(
                "pool_wait", Map.of("task_ids", List.of(stuck), "mode", "count", "count", 2)))
        .contains("only 1");
    assertThat(client.error("pool_wait", Map.of("task_ids", List.of(stuck), "timeout_ms", 60_000)))
        .contains("timeout_ms");
    client.text("pool_cancel", Map.of("task_id", stuck));
  }

  @Test
  void aCancelledTaskIsToldAsCancelled() throws Exception {
    String id = submit("@@hang@@");
    assertThat(client.text("pool_cancel", Map.of("task_id", id))).isEqualTo("cancelled");
    assertThat(client.json("pool_result", Map.of("task_id", id)).toString())
        .isEqualTo("{\"status\":\"cancelled\"}");
    assertThat(client.text("pool_cancel", Map.of("task_id", id))).isEqualTo("cancelled");
    assertThat(client.error("pool_cancel", Map.of("task_id", "task-x")))
        .isEqualTo("task not found: task-x");
  }

  @Test
  void fanOutKeepsTheOrderAndLosesNothing() throws Exception {
    JsonNode results =
        client
            .data(
                "pool_fan_out",
                Map.of("prompts", List.of("@@delay 1000@@ @@say a@@", "@@say b@@", "@@say c@@")))
            .get("results");
    assertThat(results)
        .extracting(result -> result.get("output").asString())
        .containsExactly("a", "b", "c");
    JsonNode failed =
        client.call("pool_fan_out", Map.of("prompts", List.of("@@say a@@", "@@crash@@")));
    assertThat(failed.get("isError").asBoolean()).isTrue();
    assertThat(McpClient.textOf(failed)).startsWith("1 of 2 tasks failed");
    assertThat(failed.get("structuredContent").get("results").get(0).get("output").asString())
        .isEqualTo("a");
    JsonNode settled =
        client.data(
            "pool_fan_out", Map.of("prompts", List.of("@@say a@@", "@@crash@@"), "settle", true));
    assertThat(settled.get("results").get(1).get("success").asBoolean()).isFalse();
    assertThat(client.error("pool_fan_out", Map.of("prompts", List.of()))).contains("prompts");
  }

  @Test
  void aChainHandsOnItsOutput() throws Exception {
    JsonNode result =
        client.data(
            "pool_chain",
            Map.of(
                "steps",
                List.of(
                    Map.of("name", "one", "prompt", "@@say first@@"),
                    Map.of("name", "two", "prompt", "@@say then {previous_output}@@"))));
    assertThat(result.get("final_output").asString()).isEqualTo("then first");
    assertThat(result.get("success").asBoolean()).isTrue();
    assertThat(result.get("steps")).hasSize(2);
    assertThat(result.get("isolation_effective").asString()).isEqualTo("none");
    assertThat(
            client
                .data(
                    "pool_chain",
                    Map.of("steps", List.of("@@say a@@", "@@say {previous_output}!@@")))
                .get("final_output")
                .asString())
        .as("a bare text is a step")
        .isEqualTo("a!");
    assertThat(client.error("pool_chain", Map.of("steps", List.of()))).contains("steps");
    assertThat(client.error("pool_chain", Map.of("steps", List.of(Map.of("promt", "x")))))
        .contains("promt");
  }

  @Test
  void aWrongValueIsNamedWithWhatIsMeant() throws Exception {
    assertThat(client.error("pool_run", Map.of("prompt", "x", "effort", "hugh")))
        .contains("'effort' is \"hugh\"; it must be one of low, medium, high, xhigh, max");
    assertThat(client.error("pool_run", Map.of("prompt", 7)))
        .contains("'prompt' is 7; it must be a text");
    assertThat(client.error("pool_chain", Map.of("steps", List.of(7))))
        .contains("'steps.0' is 7; it must be an object or a text");
  }

  @Test
  void aReviewIsShownRejectedAndApproved() throws Exception {
    String id =
        client
            .data("pool_submit", Map.of("prompt", "@@say draft@@", "review", true))
            .get("task_id")
            .asString();
    client.data("pool_wait", Map.of("task_ids", List.of(id)));
    JsonNode shown = client.data("pool_review", Map.of("task_id", id, "decision", "show"));
    assertThat(shown.get("state").asString()).isEqualTo("pending_review");
    assertThat(shown.get("output").asString()).isEqualTo("draft");
    assertThat(client.error("pool_review", Map.of("task_id", id, "decision", "reject")))
        .contains("feedback");
    assertThat(
            client.text(
                "pool_review",
                Map.of("task_id", id, "decision", "reject", "feedback", "more @@say better@@")))
        .isEqualTo("rejected and re-queued");
    client.data("pool_wait", Map.of("task_ids", List.of(id)));
    assertThat(client.text("pool_review", Map.of("task_id", id, "decision", "approve")))
        .isEqualTo("approved");
    assertThat(client.error("pool_review", Map.of("task_id", id, "decision", "approve")))
        .contains("not pending review")
        .contains("completed");
  }

  @Test
  void statusTellsSlotsTasksAndMoney() throws Exception {
    JsonNode status = client.json("pool_status", Map.of());
    assertThat(status.get("total_slots").asInt()).isEqualTo(2);
    assertThat(status.get("shutdown").asBoolean()).isFalse();
    assertThat(status.get("permission_mode").asString()).isEqualTo("plan");
    assertThat(status.has("server_version")).isTrue();
  }

  @Test
  void aHelloThatCannotBeIsRefusedWithWhatThereIs() throws Exception {
    assertThat(McpClient.refusalOf(daemon.home(), McpClient.hello(project, List.of("slotz"), null)))
        .contains("there is no toolset 'slotz'")
        .contains(
            "lean, slots, agents, inbox, leases, default, usage, stats, machine, worktrees,"
                + " sessions, full");
    assertThat(McpClient.refusalOf(daemon.home(), Map.of("toolsets", List.of())))
        .contains("'dir' is missing");
    assertThat(
            McpClient.refusalOf(
                daemon.home(), McpClient.hello(temp.resolve("nowhere"), List.of(), null)))
        .contains("no such directory");
  }
}
