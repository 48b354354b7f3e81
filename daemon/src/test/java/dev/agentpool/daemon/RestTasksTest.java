package dev.agentpool.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.daemon.DaemonProcess.Answer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Tasks over HTTP: their shapes, their pages, fan-outs and the review gate. */
class RestTasksTest {
  private static final Duration SOON = Duration.ofSeconds(60);
  @TempDir static Path home;
  private static DaemonProcess daemon;

  /** Deleted when the daemon has ended: it works on in projects whose test is over. */
  @TempDir static Path projects;

  private Path temp;
  private Path project;
  private Rest rest;

  @BeforeAll
  static void start() throws Exception {
    daemon = new DaemonProcess(home).start();
  }

  @AfterAll
  static void stop() throws Exception {
    daemon.close();
  }

  @BeforeEach
  void project() throws Exception {
    temp = Files.createTempDirectory(projects, "test");
    project = DaemonProcess.project(temp, "slots = 2\n[settings]\nprovider = \"scripted\"\n");
    rest = new Rest(daemon, project);
  }

  private String submit(Object... members) throws Exception {
    return Rest.ok(202, rest.post("/v1/tasks", members)).get("task_id").asString();
  }

  private JsonNode ended(String id) throws Exception {
    daemon.awaitAll(List.of(id), SOON);
    return Rest.ok(200, rest.get("/v1/tasks/" + id));
  }

  @Test
  void workForASlotThatNobodyHasIsRefusedAndWhatIsThereIsSaid() throws Exception {
    JsonNode refused =
        Rest.ok(400, rest.post("/v1/tasks", "prompt", "@@say x@@", "slot", "slot-7"));
    assertThat(refused.get("code").asString()).isEqualTo("slot_not_found");
    assertThat(refused.get("detail").asString())
        .contains("has no slot 'slot-7'", "did you mean 'slot-0'?", "slot-0, slot-1");
    List<Map<String, Object>> batch =
        List.of(Map.of("prompt", "x"), Map.of("prompt", "y", "slot", "nonsense"));
    assertThat(Rest.ok(400, rest.post("/v1/plans", "tasks", batch)).get("detail").asString())
        .contains("nonsense");
    List<String> prompts = List.of("a", "b");
    Rest.ok(400, rest.post("/v1/tasks/fan-out", "prompts", prompts, "slot", "nonsense"));
    Rest.ok(400, rest.post("/v1/tasks", "prompt", "x", "slot", "agent-nobody"));
  }

  @Test
  void aSlotMayBeMeantByItsNameAndOneThatIsGoneIsSaidOfItsTask() throws Exception {
    Rest.ok(200, rest.call("PATCH", "/v1/slots/slot-1", Map.of("name", "Reviewer")));
    JsonNode task = ended(submit("prompt", "@@say x@@", "slot", "reviewer"));
    assertThat(task.get("slot_id").asString()).isEqualTo("slot-1");
    String held = submit("prompt", "@@delay 600000@@ @@say x@@", "slot", "slot-0");
    String waits = submit("prompt", "@@say x@@", "slot", "slot-1", "after", List.of(held));
    Awaitility.await()
        .atMost(SOON)
        .until(() -> daemon.text("/v1/tasks/" + held).contains("\"state\":\"running\""));
    Rest.ok(200, rest.post("/v1/pool/scale", "target", 1));
    JsonNode pending = Rest.ok(200, rest.get("/v1/tasks/" + waits));
    assertThat(pending.get("reason").asString()).contains("slot-1", "no longer has");
    Rest.ok(200, rest.post("/v1/tasks/" + held + "/cancel"));
    Rest.ok(200, rest.post("/v1/tasks/" + waits + "/cancel"));
  }

  @Test
  void aTaskHasTheTitleThatWasSaidElseTheFirstLineOfItsPrompt() throws Exception {
    String named = submit("prompt", "@@say x@@", "title", " Fix the “parser” 🙂 ");
    assertThat(ended(named).get("title").asString()).isEqualTo("Fix the “parser” 🙂");
    assertThat(ended(submit("prompt", "\n# @@say x@@\nmore")).get("title").asString())
        .isEqualTo("@@say x@@");
    JsonNode refused = Rest.ok(400, rest.post("/v1/tasks", "prompt", "x", "title", "two\nlines"));
    assertThat(refused.get("detail").asString()).contains("a title is one line");
    Rest.ok(400, rest.post("/v1/tasks", "prompt", "x", "title", ""));
    List<String> prompts = List.of("@@say a@@", "@@say b@@");
    JsonNode ids =
        Rest.ok(
                202,
                rest.post("/v1/tasks/fan-out", "prompts", prompts, "title", "Both", "wait", false))
            .get("task_ids");
    assertThat(ended(ids.get(1).asString()).get("title").asString()).isEqualTo("Both (2 of 2)");
  }

  @Test
  void tasksAreFoundByTheBeginningOfTheirIds() throws Exception {
    String id = submit("prompt", "@@say x@@", "title", "the one");
    String start = id.substring("task-".length(), id.length() - 4);
    JsonNode found = Rest.ok(200, rest.get("/v1/tasks?id=" + start));
    assertThat(found.get("total").asInt()).isEqualTo(1);
    assertThat(found.get("items").get(0).get("id").asString()).isEqualTo(id);
    assertThat(found.get("items").get(0).get("title").asString()).isEqualTo("the one");
    assertThat(Rest.ok(200, rest.get("/v1/tasks?id=" + start + "ffffffff")).get("items")).isEmpty();
    Rest.ok(400, rest.get("/v1/tasks?id=abc"));
    Rest.ok(400, rest.get("/v1/tasks?id=" + start + "&state=failed"));
  }

  @Test
  void aTaskTellsAtTheTopWhatCameOfIt() throws Exception {
    JsonNode task = ended(submit("prompt", "@@cost 0.25@@ @@say hello@@"));
    assertThat(task.get("task_id")).isEqualTo(task.get("id"));
    assertThat(task.get("output").asString()).isEqualTo("hello");
    assertThat(task.get("success").asBoolean()).isTrue();
    assertThat(task.get("cost_microdollars").asLong()).isEqualTo(250_000);
    assertThat(task.get("turns_used").asInt()).isEqualTo(1);
  }

  @Test
  void theProjectComesInTheBodyTheQueryOrTheHeader() throws Exception {
    Map<String, Object> prompt = Map.of("prompt", "@@say x@@");
    Answer nowhere = daemon.call("POST", "/v1/tasks", prompt, Map.of());
    assertThat(nowhere.status()).isEqualTo(400);
    assertThat(nowhere.detail()).contains("'dir' is missing", "X-Agentpool-Dir");
    assertThat(rest.post("/v1/tasks", "promt", "x").detail())
        .contains("'prompt' is missing", "'promt' is no member");
    Answer query = daemon.call("POST", "/v1/tasks?dir=" + project, prompt, Map.of());
    assertThat(query.status()).isEqualTo(202);
    submit("prompt", "@@say x@@");
    submit("prompt", "@@say x@@", "dir", project.toString());
  }

  @Test
  void settingsStandFlatOrUnderSettings() throws Exception {
    submit("prompt", "@@say x@@", "effort", "min", "max_turns", 3, "tags", List.of("a"));
    submit("prompt", "@@say x@@", "settings", Map.of("effort", "low"), "permission_mode", "plan");
    assertThat(rest.post("/v1/tasks", "prompt", "x", "effort", "huge").detail())
        .contains("effort must be one of");
    assertThat(rest.post("/v1/tasks", "prompt", "x", "modell", "m").detail())
        .contains("unknown member 'modell'");
  }

  @Test
  void listsArePagedInAFixedOrderAndUnknownStatesAreNamed() throws Exception {
    for (int i = 0; i < 5; i++) {
      ended(submit("prompt", "@@say " + i + "@@", "tags", List.of("paged")));
    }
    JsonNode newest = Rest.ok(200, rest.get("/v1/tasks?tag=paged&limit=2&offset=1"));
    assertThat(newest.get("total").asInt()).isEqualTo(5);
    assertThat(outputs(newest)).containsExactly("3", "2");
    JsonNode oldest = Rest.ok(200, rest.get("/v1/tasks?tag=paged&order=asc&limit=2"));
    assertThat(outputs(oldest)).containsExactly("0", "1");
    assertThat(rest.get("/v1/tasks?state=pendingreview").detail())
        .contains("unknown state \"pendingreview\"", "pending_review");
    assertThat(rest.get("/v1/tasks?limit=0").status()).isEqualTo(400);
    assertThat(rest.get("/v1/tasks?limt=1").detail()).contains("'limt'", "known: dir, state");
    assertThat(Rest.ok(200, rest.get("/v1/tasks?state=completed,failed")).get("total").asInt())
        .isEqualTo(5);
  }

  private static List<String> outputs(JsonNode page) {
    return page.get("items").valueStream().map(task -> task.get("output").asString()).toList();
  }

  @Test
  void deletingCancelsAndWhatEndedStays() throws Exception {
    String id = submit("prompt", "@@delay 60000@@");
    assertThat(rest.delete("/v1/tasks/" + id).status()).isEqualTo(204);
    assertThat(ended(id).get("state").asString()).isEqualTo("cancelled");
    assertThat(rest.delete("/v1/tasks/" + id).status()).isEqualTo(204);
    assertThat(rest.delete("/v1/tasks/task-00ff").code()).isEqualTo("task_not_found");
    JsonNode again = Rest.ok(202, rest.post("/v1/tasks/" + id + "/retry"));
    Rest.ok(
        200,
        rest.post("/v1/tasks/" + again.get("task_id").asString() + "/cancel", "why", "enough"));
  }

  @Test
  void theIdempotencyKeyMayBeAHeader() throws Exception {
    Map<String, Object> task = Map.of("prompt", "@@say x@@");
    Map<String, String> key = Map.of("Idempotency-Key", "k-1");
    String one = Rest.ok(202, rest.call("POST", "/v1/tasks", task, key)).get("task_id").asString();
    assertThat(submit("prompt", "@@say x@@", "idempotency_key", "k-1")).isEqualTo(one);
    Map<String, Object> both = Map.of("prompt", "@@say x@@", "idempotency_key", "k-2");
    assertThat(rest.call("POST", "/v1/tasks", both, key).detail()).contains("differ");
  }

  @Test
  void anIdempotencyKeyThatIsTooLongIsRefused() throws Exception {
    String key = "k".repeat(199); // the places of a fan-out's chains are added
    List<List<String>> chains = List.of(List.of("@@say a@@"), List.of("@@say b@@"));
    assertThat(refused("/v1/tasks", Map.of("prompt", "x", "idempotency_key", key + "kk")))
        .isEqualTo("the idempotency key has 201 characters; 200 is the most");
    assertThat(refused("/v1/chains/fan-out", Map.of("chains", chains, "idempotency_key", key)))
        .isEqualTo("the idempotency key has 201 characters; 200 is the most");
    assertThat(submit("prompt", "@@say x@@", "idempotency_key", key + "k")).startsWith("task-");
  }

  @Test
  void nothingInAListIsRefusedWithItsPlace() throws Exception {
    List<Object> holed = Arrays.asList("a", null);
    assertThat(refused("/v1/tasks", Map.of("prompt", "x", "tags", holed)))
        .isEqualTo("'tags[1]' must be text, not null");
    assertThat(refused("/v1/tasks", Map.of("prompt", "x", "after", holed)))
        .isEqualTo("'after[1]' must be text, not null");
    assertThat(refused("/v1/tasks/fan-out", Map.of("prompts", holed)))
        .isEqualTo("'prompts[1]' must be text, not null");
    assertThat(refused("/v1/plans", Map.of("tasks", Arrays.asList(Map.of("prompt", "x"), null))))
        .isEqualTo("'tasks[1]' must be an object, not null");
    assertThat(refused("/v1/chains", Map.of("steps", holed))).startsWith("step 2 must be");
  }

  private String refused(String path, Map<String, Object> asked) throws Exception {
    Answer answer = rest.call("POST", path, asked, Map.of());
    assertThat(answer.status()).isEqualTo(400);
    return answer.detail();
  }

  @Test
  void aFanOutGivesItsResultsInTheOrderOfThePrompts() throws Exception {
    List<String> prompts =
        List.of("@@delay 200@@ @@say a@@", "@@say b@@", "@@cost 0.1@@ @@say c@@");
    JsonNode answer =
        Rest.ok(200, rest.post("/v1/tasks/fan-out", "prompts", prompts, "concurrency", 1));
    assertThat(answer.get("results").valueStream().map(one -> one.get("output").asString()))
        .containsExactly("a", "b", "c");
    assertThat(answer.get("results").get(2).get("cost_microdollars").asLong()).isEqualTo(100_000);
    JsonNode ids = Rest.ok(202, rest.post("/v1/tasks/fan-out", "prompts", prompts, "wait", false));
    assertThat(ids.get("task_ids")).hasSize(3);
  }

  @Test
  void aFailureInAFanOutIsTellingAndWithSettleNoError() throws Exception {
    List<String> prompts = List.of("@@say fine@@", "@@fail broken@@");
    Answer failed = rest.post("/v1/tasks/fan-out", "prompts", prompts);
    assertThat(failed.status()).isEqualTo(409);
    assertThat(failed.code()).isEqualTo("task_failed");
    assertThat(failed.json().get("results").get(0).get("output").asString()).isEqualTo("fine");
    JsonNode settled =
        Rest.ok(200, rest.post("/v1/tasks/fan-out", "prompts", prompts, "settle", true));
    assertThat(settled.get("results").get(1).get("success").asBoolean()).isFalse();
    assertThat(settled.get("results").get(1).get("error").asString()).contains("broken");
    assertThat(rest.post("/v1/tasks/fan-out", "prompts", List.of()).status()).isEqualTo(400);
    assertThat(rest.post("/v1/tasks/fan-out").status()).isEqualTo(400);
    Answer late =
        rest.post("/v1/tasks/fan-out", "prompts", List.of("@@delay 60000@@"), "timeout_ms", 50);
    assertThat(late.status()).isEqualTo(504);
    String id = late.json().get("results").get(0).get("task_id").asString();
    rest.delete("/v1/tasks/" + id);
  }

  @Test
  void theLastRejectionFailsTheTask() throws Exception {
    String id = submit("prompt", "@@say draft@@", "review_required", true, "max_rejections", 1);
    assertThat(ended(id).get("state").asString()).isEqualTo("pending_review");
    JsonNode review = Rest.ok(200, rest.get("/v1/tasks/" + id + "/review"));
    assertThat(review.get("change").isNull()).isTrue();
    assertThat(rest.post("/v1/tasks/" + id + "/merge").detail()).contains("approve it first");
    assertThat(rest.post("/v1/tasks/" + id + "/reject").detail()).contains("'feedback' is missing");
    JsonNode rejected =
        Rest.ok(200, rest.post("/v1/tasks/" + id + "/reject", "feedback", "no good"));
    assertThat(rejected.get("state").asString()).isEqualTo("failed");
    assertThat(rest.post("/v1/tasks/" + id + "/approve").code()).isEqualTo("wrong_state");
    assertThat(rest.post("/v1/tasks/task-00ff/approve").status()).isEqualTo(404);
  }

  @Test
  void plansWaitAndTellTheirTasks() throws Exception {
    List<Object> tasks =
        List.of(
            Map.of("prompt", "@@say a@@"),
            Map.of("prompt", "@@say b@@", "after_index", List.of(0), "max_turns", 2));
    JsonNode plan = Rest.ok(202, rest.post("/v1/plans", "tasks", tasks));
    JsonNode waited =
        Rest.ok(
            200, rest.post("/v1/tasks/wait", "ids", plan.get("task_ids"), "timeout_ms", 20_000));
    assertThat(waited.get("satisfied").asBoolean()).isTrue();
    assertThat(rest.post("/v1/tasks/wait", "ids", List.of("task-00ff")).status()).isEqualTo(404);
  }

  @Test
  void whatIsNoJsonOrNoRouteIsAProblemToo() throws Exception {
    Answer broken = rest.call("POST", "/v1/tasks", "{\"prompt\":");
    assertThat(broken.status()).isEqualTo(400);
    assertThat(broken.json().get("type").asString()).isEqualTo("urn:agentpool:error:invalid");
    assertThat(rest.call("POST", "/v1/tasks", "[1]").detail()).contains("must be a JSON object");
    Answer nothing = daemon.call("GET", "/v1/nothing", null, Map.of());
    assertThat(nothing.status()).isEqualTo(404);
    assertThat(nothing.code()).isEqualTo("not_found");
    assertThat(nothing.type()).isEqualTo("application/problem+json");
  }

  @Test
  void theFormerRoutesAnswerAsTheyAreDescribed() throws Exception {
    for (String path :
        List.of("/v1/status", "/v1/budget", "/v1/config", "/v1/config/validate", "/v1/doctor")) {
      Rest.ok(200, rest.get(path));
    }
    Rest.ok(200, rest.call("PUT", "/v1/budget", Map.of("pool_usd", 5)));
    assertThat(rest.get("/health").text()).isEqualTo("ok");
  }
}
