package dev.agentpool.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.daemon.DaemonProcess.Answer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Chains, workflows and routing over HTTP. */
class RestPlansTest {
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

  private static Map<String, Object> step(String name, String prompt) {
    return Map.of("name", name, "prompt", prompt);
  }

  private String submit(Object... steps) throws Exception {
    JsonNode chain = Rest.ok(202, rest.post("/v1/chains", "steps", List.of(steps)));
    assertThat(chain.get("total_steps").asInt()).isEqualTo(steps.length);
    assertThat(chain.get("isolation_effective").asString()).isEqualTo("none"); // no repository
    return chain.get("chain_id").asString();
  }

  private JsonNode ended(String id) throws Exception {
    daemon.awaitAll(List.of(id), SOON);
    return Rest.ok(200, rest.get("/v1/chains/" + id + "/result"));
  }

  @Test
  void aChainTellsWhereItIsAndWhatItBrought() throws Exception {
    String id =
        submit(
            step("one", "@@cost 0.1@@ @@say first@@"),
            Map.of("name", "two", "type", "prompt", "value", "@@cost 0.2@@ @@say second@@"),
            "@@delay 600@@ @@say third@@");
    JsonNode before = Rest.ok(200, rest.get("/v1/chains/" + id)); // at once, without a race
    assertThat(before.get("status").asString()).isEqualTo("running");
    JsonNode result = ended(id);
    assertThat(result.get("final_output").asString()).isEqualTo("third");
    assertThat(result.get("total_cost_microdollars").asLong()).isGreaterThanOrEqualTo(300_000);
    JsonNode chain = Rest.ok(200, rest.get("/v1/chains/" + id));
    assertThat(chain.get("status").asString()).isEqualTo("completed");
    assertThat(chain.get("completed_steps")).hasSize(3);
    JsonNode task = Rest.ok(200, rest.get("/v1/tasks/" + id));
    assertThat(task.get("output").asString()).contains("\"final_output\":\"third\"");
    assertThat(task.get("cost_microdollars")).isEqualTo(result.get("total_cost_microdollars"));
    JsonNode page = Rest.ok(200, rest.get("/v1/chains?limit=1"));
    assertThat(page.get("items").get(0).get("completed_steps").asInt()).isEqualTo(3);
    assertThat(page.get("items").get(0).get("title").asString()).isEqualTo("chain: 3 steps");
  }

  @Test
  void stepsThatCannotBeAreRefusedWithTheirPlace() throws Exception {
    assertThat(rest.post("/v1/chains", "steps", List.of()).detail()).contains("no steps");
    assertThat(rest.post("/v1/chains").status()).isEqualTo(400);
    assertThat(rest.post("/v1/chains", "steps", List.of(Map.of("nam", "x"))).detail())
        .contains("step 1");
    assertThat(rest.post("/v1/chains", "steps", List.of("x"), "isolation", "worktre").detail())
        .contains("isolation", "worktree");
    assertThat(rest.post("/v1/chains", "steps", List.of("x"), "on_finish", "burn").detail())
        .contains("'on_finish' must be");
    assertThat(rest.post("/v1/chains", "steps", List.of(Map.of("skill", "no-such"))).detail())
        .contains("no-such");
    Answer unknown = rest.get("/v1/chains/chain-00ff");
    assertThat(unknown.code()).isEqualTo("chain_not_found");
    assertThat(rest.get("/v1/chains/chain-00ff/result").status()).isEqualTo(404);
    assertThat(rest.delete("/v1/chains/chain-00ff").status()).isEqualTo(404);
    assertThat(rest.get("/v1/chains/chain-00ff/stream").status()).isEqualTo(404);
  }

  @Test
  void aDeletedChainIsCancelledAndItsRunningStepEndsOnlyWhenAsked() throws Exception {
    String id = submit(step("slow", "@@delay 60000@@"), step("never", "@@say no@@"));
    Awaitility.await()
        .atMost(SOON)
        .until(() -> rest.get("/v1/chains/" + id).json().get("current_step").asInt(-1) == 0);
    assertThat(rest.delete("/v1/chains/" + id + "?kill=true").status()).isEqualTo(204);
    JsonNode result = ended(id);
    assertThat(result.get("status").asString()).isEqualTo("cancelled");
    assertThat(result.get("steps").get(1).get("skipped").asBoolean()).isTrue();
  }

  @Test
  void aFanOutOfChainsTellsOfEach() throws Exception {
    List<Object> chains =
        List.of(List.of("@@say a@@"), List.of(), List.of(step("one", "@@say b@@")), "nonsense");
    JsonNode answer = Rest.ok(202, rest.post("/v1/chains/fan-out", "chains", chains));
    JsonNode told = answer.get("chains");
    assertThat(ended(told.get(0).get("chain_id").asString()).get("final_output").asString())
        .isEqualTo("a");
    assertThat(told.get(1).get("error").asString()).contains("no steps");
    assertThat(told.get(2).has("chain_id")).isTrue();
    assertThat(told.get(3).get("code").asString()).isEqualTo("invalid");
    assertThat(rest.post("/v1/chains/fan-out").status()).isEqualTo(400);
  }

  @Test
  void workflowsRunAsChains() throws Exception {
    Path folder = Files.createDirectories(project.resolve(".agent-pool/workflows"));
    Files.writeString(
        folder.resolve("greet.yaml"),
        """
        name: greet
        description: greets
        isolation: none
        arguments:
          - name: whom
            required: true
        steps:
          - name: hello
            prompt: "@@say hello {whom}@@"
        """);
    Files.writeString(
        folder.resolve("round.yaml"),
        """
        name: round
        steps:
          - {name: a, prompt: x, after: [b]}
          - {name: b, prompt: y, after: [a]}
        """);
    JsonNode list = Rest.ok(200, rest.get("/v1/workflows"));
    assertThat(list.get("workflows").valueStream().map(one -> one.get("name").asString()))
        .contains("greet", "issue_to_pr");
    assertThat(list.get("skipped").get(0).get("reason").asString()).contains("circle");
    Rest.ok(200, rest.get("/v1/workflows/greet"));
    JsonNode run =
        Rest.ok(202, rest.post("/v1/workflows/greet/run", "arguments", Map.of("whom", "you")));
    assertThat(ended(run.get("chain_id").asString()).get("final_output").asString())
        .isEqualTo("hello you");
    assertThat(rest.post("/v1/workflows/round/run").detail()).contains("cannot be used", "circle");
    assertThat(rest.post("/v1/workflows/greet/run").detail()).contains("whom");
    assertThat(
            rest.post("/v1/workflows/greet/run", "arguments", Map.of("whom", "x", "who", "y"))
                .detail())
        .contains("who");
    assertThat(rest.get("/v1/workflows/nothing").code()).isEqualTo("workflow_not_found");
  }

  @Test
  void workIsRoutedAndRun() throws Exception {
    String parallel = "@@say {\"route\":\"parallel\",\"prompts\":[\"left\",\"right\"]}@@";
    JsonNode route = Rest.ok(200, rest.post("/v1/route", "prompt", parallel));
    assertThat(route.get("route").asString()).isEqualTo("parallel");
    JsonNode asked = Rest.ok(200, rest.get("/v1/tasks?tag=router&limit=1")).get("items").get(0);
    assertThat(asked.get("title").asString()).isEqualTo("route: " + parallel);
    JsonNode auto = Rest.ok(200, rest.post("/v1/auto", "prompt", parallel, "max_parallel", 4));
    assertThat(auto.get("task_ids")).hasSize(2);
    assertThat(auto.get("output").asString()).contains("[1]", "[2]");
    String chain =
        "@@say {\"route\":\"chain\",\"steps\":[{\"name\":\"a\",\"prompt\":\"one\"},"
            + "{\"name\":\"b\",\"prompt\":\"two\"}]}@@";
    JsonNode started = Rest.ok(202, rest.post("/v1/auto", "prompt", chain, "wait", false));
    String id = started.get("task_ids").get(0).asString();
    assertThat(id).startsWith("chain-");
    Rest.ok(200, rest.post("/v1/tasks/wait", "ids", List.of(id)));
  }

  @Test
  void whenTheRouterFailsThePromptIsRunAsItIs() throws Exception {
    Answer refused = rest.post("/v1/route", "prompt", "@@say I would rather not@@");
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.code()).isEqualTo("routing_failed");
    JsonNode auto = Rest.ok(200, rest.post("/v1/auto", "prompt", "@@say I would rather not@@"));
    assertThat(auto.get("fallback").asString()).isNotEmpty();
    assertThat(auto.get("output").asString()).isEqualTo("I would rather not");
    assertThat(rest.post("/v1/auto", "prompt", " ").status()).isEqualTo(400);
    assertThat(rest.post("/v1/route", "prompt", "x", "max_parallel", 0).detail())
        .contains("max_parallel");
  }

  @Test
  void theRouterIsTestedWithCasesWhoseRightRouteIsKnown() throws Exception {
    String single = "@@cost 0.01@@ @@say {\\\"route\\\":\\\"single\\\",\\\"prompt\\\":\\\"x\\\"}@@";
    String cases =
        """
        [[cases]]
        label = "right"
        prompt = "SINGLE"
        expected = ["single"]
        [[cases]]
        label = "wrong"
        prompt = "SINGLE"
        expected = ["chain", "parallel"]
        [[cases]]
        label = "silent"
        prompt = "@@say no@@"
        expected = ["any"]
        """
            .replace("SINGLE", single);
    JsonNode tested = Rest.ok(200, rest.post("/v1/route/test", "text", cases, "format", "toml"));
    assertThat(tested.get("correct").asInt()).isEqualTo(1);
    assertThat(tested.get("wrong").asInt()).isEqualTo(1);
    assertThat(tested.get("errors").asInt()).isEqualTo(1);
    assertThat(tested.get("failures").asString()).contains("- wrong: expected chain or parallel");
    assertThat(tested.get("cost_microdollars").asLong()).isGreaterThanOrEqualTo(20_000);
    assertThat(rest.post("/v1/route/test", "text", "[{\"label\":\"x\"}]").detail())
        .contains("label and a prompt");
    assertThat(rest.post("/v1/route/test", "text", "none = 1", "format", "toml").detail())
        .contains("there are no cases");
  }

  private void repository() throws Exception {
    DaemonHere.git(project, "init", "-q");
    DaemonHere.git(project, "add", "-A");
    DaemonHere.git(project, "commit", "-qm", "first");
  }

  @Test
  void inARepositoryAChainWorksApartAndIsMergedWhenItHasDoneWell() throws Exception {
    repository();
    String write = "@@tool Write {\"file_path\":\"work\",\"content\":\"done\"}@@ @@say ok@@";
    JsonNode chain =
        Rest.ok(202, rest.post("/v1/chains", "steps", List.of(write, "@@say second@@")));
    assertThat(chain.get("isolation_effective").asString()).isEqualTo("worktree");
    String id = chain.get("chain_id").asString();
    assertThat(ended(id).get("status").asString()).isEqualTo("completed");
    assertThat(project.resolve("work")).doesNotExist();
    JsonNode review = Rest.ok(200, rest.get("/v1/tasks/" + id + "/review"));
    assertThat(review.get("change").get("files").get(0).asString()).isEqualTo("work");
    assertThat(rest.post("/v1/tasks/" + id + "/merge", "check", "exit 3").code())
        .isEqualTo("merge_refused");
    JsonNode merged =
        Rest.ok(200, rest.post("/v1/tasks/" + id + "/merge", "check", "test -f work"));
    assertThat(merged.get("commits").asInt()).isPositive();
    assertThat(project.resolve("work")).exists();
    JsonNode tasks = Rest.ok(200, rest.get("/v1/tasks"));
    assertThat(tasks.get("total").asInt()).isEqualTo(3); // two steps and the chain
    assertThat(tasks.get("items").valueStream().map(task -> task.get("prompt").asString()))
        .noneMatch(prompt -> prompt.contains("finish the workspace"));
  }

  @Test
  void aWorktreeWithoutARepositoryIsRefusedWithAdvice() throws Exception {
    DaemonProcess.Answer refused =
        rest.post("/v1/chains", "steps", List.of("@@say x@@"), "isolation", "worktree");
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.code()).isEqualTo("isolation_impossible");
    assertThat(refused.json().get("detail").asString())
        .contains("in a worktree of their own", "git repository", "isolation none");
    assertThat(Rest.ok(200, rest.get("/v1/chains")).get("total").asInt()).isZero();
  }
}
