package dev.agentpool.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Tools that block: what their clients hear meanwhile, and what becomes of the work without them.
 */
class McpBlockingTest {
  private static final Duration SOON = Duration.ofSeconds(60);
  @TempDir static Path home;

  /** Deleted when the daemon has ended: it works on in projects whose test is over. */
  @TempDir static Path projects;

  private Path temp;
  private static DaemonProcess daemon;
  private Path project;
  private McpClient client;
  private McpClient other;

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
    client = McpClient.connect(daemon.home(), project, List.of("slots"));
    other = McpClient.connect(daemon.home(), project, List.of("slots"));
  }

  @AfterEach
  void leave() throws Exception {
    client.close();
    for (JsonNode task : other.json("pool_list_tasks", Map.of()).get("tasks")) {
      other.text("pool_cancel", Map.of("task_id", task.get("id").asString()));
    }
    other.close();
  }

  private List<String> states(String... tags) throws Exception {
    return other
        .json("pool_list_tasks", Map.of("tags", List.of(tags)))
        .get("tasks")
        .valueStream()
        .map(task -> task.get("state").asString())
        .toList();
  }

  private void awaitStates(String tag, String... wanted) {
    await()
        .atMost(SOON)
        .untilAsserted(() -> assertThat(states(tag)).containsExactlyInAnyOrder(wanted));
  }

  private static Map<String, Object> hanging(String tag) {
    return Map.of("prompt", "@@say begun@@ @@hang@@", "tags", List.of(tag));
  }

  @Test
  void progressIsToldAndGrows() throws Exception {
    int call =
        client.beginCall(
            "pool_run", Map.of("prompt", "@@say one@@ @@delay 600@@ @@say two@@ @@delay 600@@"));
    client.answer(call);
    List<JsonNode> told = client.notifications("notifications/progress");
    assertThat(told).isNotEmpty();
    assertThat(told)
        .extracting(message -> message.get("params").get("progress").asDouble())
        .isSorted()
        .doesNotHaveDuplicates();
    assertThat(told.getFirst().get("params").get("progressToken").asString())
        .isEqualTo("p-pool_run");
    assertThat(told.toString()).contains("is running");
  }

  @Test
  void theProgressOfAChainCountsItsSteps() throws Exception {
    int call =
        client.beginCall(
            "pool_chain",
            Map.of(
                "steps",
                List.of(
                    Map.of("prompt", "@@say a@@"), Map.of("prompt", "@@delay 1000@@ @@say b@@"))));
    client.answer(call);
    assertThat(client.notifications("notifications/progress").toString())
        .contains("1 of 2 tasks done");
  }

  @Test
  void workThatTakesLongerIsLeftRunningAndFoundAgain() throws Exception {
    JsonNode left =
        client.data("pool_run", Map.of("prompt", "@@delay 2000@@ @@say late@@", "timeout_ms", 100));
    assertThat(left.get("status").asString()).isEqualTo("running");
    assertThat(left.get("advice").asString()).contains("pool_wait");
    String id = left.get("task_id").asString();
    client.data("pool_wait", Map.of("task_ids", List.of(id)));
    assertThat(client.json("pool_result", Map.of("task_id", id)).get("output").asString())
        .isEqualTo("late");
    JsonNode chain =
        client.data(
            "pool_chain", Map.of("steps", List.of(Map.of("prompt", "@@say x@@")), "timeout_ms", 0));
    assertThat(chain.get("task_id").asString()).startsWith("chain-");
    JsonNode many =
        client.data(
            "pool_fan_out", Map.of("prompts", List.of("@@say x@@", "@@say y@@"), "timeout_ms", 0));
    assertThat(many.get("task_ids")).hasSize(2);
  }

  @Test
  void aCancelledCallEndsTheWaitingAndItsWorkGoesOnAndIsFound() throws Exception {
    int run =
        client.beginCall(
            "pool_run", Map.of("prompt", "@@delay 1500@@ @@say late@@", "tags", List.of("detach")));
    awaitStates("detach", "running");
    client.cancel(run);
    client.data("pool_status", Map.of()); // the cancellation was taken before this
    awaitStates("detach", "completed");
    String told = client.notifications("notifications/progress").toString();
    assertThat(told).containsPattern("task-[0-9a-f]+ is (pending|running)");
    int chain =
        client.beginCall(
            "pool_chain",
            Map.of(
                "steps", List.of(Map.of("prompt", "@@delay 1500@@ @@say x@@")),
                "tags", List.of("detached-chain")));
    awaitStates("detached-chain", "running", "running");
    client.cancel(chain);
    awaitStates("detached-chain", "completed", "completed");
    assertThat(client.notifications("notifications/progress").toString()).contains("chain-");
  }

  @Test
  void workThatGoesOnIsCancelledByPoolCancel() throws Exception {
    int run = client.beginCall("pool_run", hanging("later"));
    awaitStates("later", "running");
    client.cancel(run);
    client.data("pool_status", Map.of());
    assertThat(states("later")).containsExactly("running");
    Matcher id =
        Pattern.compile("task-[0-9a-f]+")
            .matcher(client.notifications("notifications/progress").toString());
    assertThat(id.find()).isTrue();
    client.text("pool_cancel", Map.of("task_id", id.group()));
    awaitStates("later", "cancelled");
  }

  @Test
  void aCancelledCallCancelsItsWorkWhenItSaidSo() throws Exception {
    int run =
        client.beginCall(
            "pool_run", cancelling(Map.of("prompt", "@@hang@@", "tags", List.of("run"))));
    awaitStates("run", "running");
    client.cancel(run);
    awaitStates("run", "cancelled");
    int many =
        client.beginCall(
            "pool_fan_out",
            cancelling(
                Map.of("prompts", List.of("@@hang@@", "@@hang@@"), "tags", List.of("many"))));
    awaitStates("many", "running", "running");
    client.cancel(many);
    awaitStates("many", "cancelled", "cancelled");
    int chain =
        client.beginCall(
            "pool_chain",
            cancelling(
                Map.of("steps", List.of(Map.of("prompt", "@@hang@@")), "tags", List.of("chain"))));
    awaitStates("chain", "running", "running");
    client.cancel(chain);
    awaitStates("chain", "cancelled", "cancelled");
  }

  private static Map<String, Object> cancelling(Map<String, Object> arguments) {
    Map<String, Object> all = new HashMap<>(arguments);
    all.put("on_disconnect", "cancel");
    return all;
  }

  @Test
  void aCancelledWaitCancelsNothing() throws Exception {
    String id = client.data("pool_submit", hanging("wait")).get("task_id").asString();
    awaitStates("wait", "running");
    int wait = client.beginCall("pool_wait", Map.of("task_ids", List.of(id)));
    client.cancel(wait);
    client.data("pool_status", Map.of()); // the cancellation was taken before this
    assertThat(states("wait")).containsExactly("running");
  }

  @Test
  void theWorkOfAClientThatVanishesGoesOn() throws Exception {
    client.beginCall(
        "pool_run", Map.of("prompt", "@@delay 2000@@ @@say done@@", "tags", List.of("on")));
    awaitStates("on", "running");
    client.close();
    awaitStates("on", "completed");
  }

  @Test
  void theWorkOfAClientThatVanishesIsCancelledWhenItAskedForThat() throws Exception {
    client.beginCall(
        "pool_run",
        Map.of(
            "prompt", "@@say begun@@ @@hang@@", "tags", List.of("off"), "on_disconnect", "cancel"));
    awaitStates("off", "running");
    client.close();
    awaitStates("off", "cancelled");
  }

  @Test
  void aRouterThatIsTooSlowStartsNothing() throws Exception {
    assertThat(client.error("pool_auto", Map.of("prompt", "@@hang@@", "timeout_ms", 200)))
        .contains("has not decided in time");
  }

  @Test
  void aDrainAnswersBeforeItsClientsPatience() throws Exception {
    client.data("pool_submit", hanging("drain"));
    awaitStates("drain", "running");
    JsonNode asked = client.data("pool_drain", Map.of("timeout_ms", 100, "deadline_ms", 1_000));
    assertThat(asked.get("status").asString()).isEqualTo("draining");
    JsonNode summary = client.data("pool_drain", Map.of());
    assertThat(summary.get("timed_out").asBoolean()).isTrue();
    assertThat(summary.get("cancelled").asLong()).isEqualTo(1);
    awaitStates("drain", "cancelled");
  }
}
