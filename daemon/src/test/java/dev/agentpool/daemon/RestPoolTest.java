package dev.agentpool.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.daemon.DaemonProcess.Answer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A pool's slots, messages, context, skills, agents and its own state over HTTP. */
class RestPoolTest {
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
    project =
        DaemonProcess.project(
            temp,
            "slots = 2\n[scaling]\nmin_slots = 1\nmax_slots = 4\n"
                + "[settings]\nprovider = \"scripted\"\n");
    rest = new Rest(daemon, project);
  }

  @Test
  void slotsAreListedNamedClaimedAndRestarted() throws Exception {
    assertThat(Rest.ok(200, rest.get("/v1/slots"))).hasSize(2);
    JsonNode named =
        Rest.ok(
            200,
            rest.call(
                "PATCH",
                "/v1/slots/slot-0",
                Map.of("name", "ada", "role", "review", "settings", Map.of("max_turns", 3))));
    assertThat(named.get("name").asString()).isEqualTo("ada");
    assertThat(Rest.ok(200, rest.get("/v1/slots?role=review"))).hasSize(1);
    Awaitility.await() // it looks for work now and then, and is busy meanwhile
        .until(() -> Rest.ok(200, rest.get("/v1/slots?state=idle&name=ada")).size() == 1);
    assertThat(rest.get("/v1/slots?state=lazy").detail()).contains("idle, busy");
    assertThat(Rest.ok(200, rest.get("/v1/slots/slot-0")).get("role").asString())
        .isEqualTo("review");
    JsonNode claim = Rest.ok(200, rest.post("/v1/slots/slot-0/claim"));
    assertThat(claim.get("claimed").asBoolean()).isFalse();
    assertThat(claim.get("reason").asString()).contains("nothing is pending");
    Rest.ok(200, rest.post("/v1/slots/slot-0/restart"));
    for (Answer unknown :
        List.of(
            rest.get("/v1/slots/slot-9"),
            rest.call("PATCH", "/v1/slots/slot-9", Map.of("name", "x")),
            rest.post("/v1/slots/slot-9/claim"),
            rest.post("/v1/slots/slot-9/restart"),
            rest.get("/v1/slots/slot-9/messages"))) {
      assertThat(unknown.status()).isEqualTo(404);
      assertThat(unknown.code()).isEqualTo("slot_not_found");
    }
    assertThat(rest.call("PATCH", "/v1/slots/slot-0", Map.of("nam", "x")).detail())
        .contains("unknown member 'nam'");
  }

  @Test
  void aPoolIsScaledWithinItsLimits() throws Exception {
    JsonNode up = Rest.ok(200, rest.post("/v1/pool/scale", "target", 4));
    assertThat(up.get("previous_slots").asInt()).isEqualTo(2);
    assertThat(Rest.ok(200, rest.post("/v1/pool/scale", "delta", -3)).get("current_slots").asInt())
        .isEqualTo(1);
    Answer below = rest.post("/v1/pool/scale", "delta", -1);
    assertThat(below.status()).isEqualTo(409);
    assertThat(below.code()).isEqualTo("scale_limit");
    assertThat(below.detail()).contains("min_slots");
    assertThat(rest.post("/v1/pool/scale", "target", 5).detail()).contains("max_slots");
    assertThat(rest.post("/v1/pool/scale").detail()).contains("one of them");
    assertThat(rest.post("/v1/pool/scale", "target", 2, "delta", 1).status()).isEqualTo(400);
    assertThat(rest.post("/v1/pool/scale", "target", -2).status()).isEqualTo(400);
    assertThat(rest.post("/v1/pool/scale", "delta", "many").status()).isEqualTo(400);
  }

  @Test
  void messagesWaitUntilTheyAreTakenAndASlotsNameNeedsItsToken() throws Exception {
    JsonNode sent =
        Rest.ok(201, rest.post("/v1/messages", "from", "me", "to", "slot-0", "content", "hello"));
    assertThat(sent.get("sender_verified").asBoolean()).isTrue();
    JsonNode all =
        Rest.ok(201, rest.post("/v1/messages/broadcast", "from", "slot-1", "content", "all"));
    assertThat(all.get("recipients").valueStream().map(JsonNode::asString))
        .containsExactly("slot-0");
    assertThat(Rest.ok(200, rest.get("/v1/slots/slot-0/messages?peek=true"))).hasSize(2);
    JsonNode taken = Rest.ok(200, rest.get("/v1/slots/slot-0/messages"));
    assertThat(taken.get(0).get("content").asString()).isEqualTo("hello");
    assertThat(taken.get(1).get("sender_verified").asBoolean()).isFalse();
    assertThat(Rest.ok(200, rest.get("/v1/slots/slot-0/messages"))).isEmpty();
    Map<String, Object> forged = Map.of("from", "slot-1", "to", "slot-0", "content", "x");
    Answer refused =
        rest.call("POST", "/v1/messages", forged, Map.of("X-Agentpool-Slot-Token", "guess"));
    assertThat(refused.status()).isEqualTo(403);
    assertThat(refused.code()).isEqualTo("inside_a_task");
    Answer unproven =
        rest.post(
            "/v1/messages", "from", "slot-1", "to", "slot-0", "content", "x", "token", "guess");
    assertThat(unproven.status()).isEqualTo(409);
    assertThat(unproven.code()).isEqualTo("sender_refused");
    assertThat(rest.post("/v1/messages", "from", "me", "to", "slot-9", "content", "x").status())
        .isEqualTo(404);
    assertThat(rest.post("/v1/messages", "from", "me", "to", "slot-0").detail())
        .contains("'content' is missing");
  }

  @Test
  void theSharedContextTakesAnyKey() throws Exception {
    for (String key : List.of("plain", "owner/repo", "with%20blank", "sch%C3%B6n%2Fslash")) {
      String path = "/v1/context/" + key;
      assertThat(rest.call("PUT", path, Map.of("value", "v")).status()).as(key).isEqualTo(204);
      assertThat(Rest.ok(200, rest.get(path)).get("value").asString()).isEqualTo("v");
    }
    assertThat(
            Rest.ok(200, rest.get("/v1/context")).valueStream().map(e -> e.get("key").asString()))
        .containsExactlyInAnyOrder("plain", "owner/repo", "with blank", "schön/slash");
    assertThat(rest.delete("/v1/context/owner%2Frepo").status()).isEqualTo(204);
    Answer missing = rest.get("/v1/context/owner/repo");
    assertThat(missing.status()).isEqualTo(404);
    assertThat(missing.json().get("type").asString())
        .isEqualTo("urn:agentpool:error:context-key-not-found");
    assertThat(rest.delete("/v1/context/owner/repo").status()).isEqualTo(404);
    assertThat(rest.call("PUT", "/v1/context/k", Map.of("value", "x".repeat(70_000))).detail())
        .contains("65536");
    assertThat(rest.call("PUT", "/v1/context/k", Map.of("valeu", "x")).status()).isEqualTo(400);
  }

  @Test
  void skillsAreRegisteredRunSavedAndRemoved() throws Exception {
    JsonNode added =
        Rest.ok(
            201,
            rest.post(
                "/v1/skills",
                "name",
                "greet",
                "description",
                "Greets.",
                "prompt",
                "@@say hi {whom}@@",
                "arguments",
                List.of(Map.of("name", "whom", "required", true)),
                "config",
                Map.of("max_turns", 2)));
    assertThat(added.get("source").asString()).isEqualTo("runtime");
    JsonNode run =
        Rest.ok(200, rest.post("/v1/skills/greet/run", "arguments", Map.of("whom", "you")));
    assertThat(run.get("output").asString()).isEqualTo("hi you");
    Rest.ok(
        202, rest.post("/v1/skills/greet/run", "arguments", Map.of("whom", "you"), "wait", false));
    assertThat(rest.post("/v1/skills/greet/run").detail()).contains("whom").contains("greet");
    assertThat(rest.post("/v1/skills/greet/run", "skill", "greet").detail())
        .contains("stands in the path");
    assertThat(rest.post("/v1/skills/greet/run", "arguments", Map.of("whom", List.of())).detail())
        .isEqualTo("'arguments.whom' must be text, not []");
    assertThat(rest.post("/v1/skills/greet/run", "timeout_ms", -1).detail()).contains("timeout_ms");
    assertThat(rest.post("/v1/skills/greet/run", "max_budget_usd", 0).detail())
        .contains("from $0.000001", "not 0");
    assertThat(Rest.ok(200, rest.get("/v1/skills?source=runtime"))).hasSize(1);
    Rest.ok(200, rest.get("/v1/skills/code_review"));
    JsonNode saved = Rest.ok(200, rest.post("/v1/skills/greet/save"));
    assertThat(Path.of(saved.get("path").asString())).exists();
    Rest.ok(200, rest.post("/v1/skills/summarize/eject"));
    assertThat(rest.post("/v1/skills/greet/eject").code()).isEqualTo("skill_refused");
    assertThat(rest.post("/v1/skills/greet/save", "directory", "../..").status()).isIn(400, 409);
    Rest.ok(201, rest.post("/v1/skills", "name", "gone", "prompt", "x"));
    assertThat(rest.delete("/v1/skills/gone").status()).isEqualTo(204);
    assertThat(rest.delete("/v1/skills/gone").code()).isEqualTo("skill_not_found");
    assertThat(rest.delete("/v1/skills/code_review").status()).isEqualTo(409);
    assertThat(rest.get("/v1/skills/nothing").status()).isEqualTo(404);
    assertThat(rest.post("/v1/skills/nothing/run").status()).isEqualTo(404);
    assertThat(rest.post("/v1/skills", "name", "x", "prompt", "x", "scope", "galaxy").detail())
        .contains("unknown scope");
    assertThat(rest.get("/v1/skills?scope=galaxy").status()).isEqualTo(400);
    Rest.ok(200, rest.get("/v1/skill-diagnostics"));
  }

  @Test
  void agentsAreWarmedInvokedAndReset() throws Exception {
    Path agents = Files.createDirectories(project.resolve(".claude/agents"));
    Files.writeString(
        agents.resolve("critic.md"), "---\ndescription: Criticises.\n---\nBe kind.\n");
    JsonNode warm = Rest.ok(200, rest.post("/v1/agents/critic/warmup"));
    assertThat(Rest.ok(200, rest.post("/v1/agents/critic/warmup"))).isEqualTo(warm);
    JsonNode said = Rest.ok(200, rest.post("/v1/agents/critic/invoke", "task", "@@say fine@@"));
    assertThat(said.get("output").asString()).isEqualTo("fine");
    Rest.ok(202, rest.post("/v1/agents/critic/invoke", "task", "@@say later@@", "wait", false));
    JsonNode list = Rest.ok(200, rest.get("/v1/agents"));
    assertThat(list.get("agents").get(0).get("description").asString()).isEqualTo("Criticises.");
    assertThat(Rest.ok(200, rest.post("/v1/agents/critic/reset")).get("reset").asBoolean())
        .isTrue();
    assertThat(Rest.ok(200, rest.post("/v1/agents/nobody/reset")).get("reset").asBoolean())
        .isFalse();
    Answer unknown = rest.post("/v1/agents/nobody/invoke", "task", "x");
    assertThat(unknown.status()).isEqualTo(404);
    assertThat(unknown.code()).isEqualTo("agent_not_found");
    assertThat(rest.post("/v1/agents/critic/invoke").detail()).contains("'task' is missing");
    assertThat(rest.post("/v1/agents/..%2Fx/warmup").status()).isEqualTo(400);
  }

  @Test
  void aPoolTellsItsFiguresAndIsDrainedAndResumed() throws Exception {
    rest.post("/v1/tasks/fan-out", "prompts", List.of("@@cost 0.1@@ @@say a@@", "@@say b@@"));
    JsonNode status = Rest.ok(200, rest.get("/v1/pool/status"));
    assertThat(status.get("completed_tasks").asInt()).isEqualTo(2);
    assertThat(status.get("total_slots").asInt()).isEqualTo(2);
    JsonNode metrics = Rest.ok(200, rest.get("/v1/pool/metrics"));
    assertThat(metrics.get("completed").asInt()).isEqualTo(2);
    assertThat(metrics.get("max_cost_microdollars").asLong()).isEqualTo(100_000);
    assertThat(Rest.ok(200, rest.get("/v1/pool/metrics?tag=none")).get("total_tasks").asInt())
        .isZero();
    assertThat(rest.get("/v1/pool/metrics?since_ms=yesterday").status()).isEqualTo(400);
    JsonNode drained = Rest.ok(200, rest.post("/v1/pool/drain", "deadline_ms", 5_000));
    assertThat(drained.get("total_tasks_completed").asInt()).isEqualTo(2);
    Answer shut = rest.post("/v1/tasks", "prompt", "x");
    assertThat(shut.status()).isEqualTo(409);
    assertThat(shut.code()).isEqualTo("pool_shut_down");
    assertThat(Rest.ok(200, rest.get("/v1/pool/status")).get("shutdown").asBoolean()).isTrue();
    assertThat(Rest.ok(200, rest.post("/v1/pool/resume")).get("resumed").asBoolean()).isTrue();
    assertThat(rest.post("/v1/tasks", "prompt", "@@say x@@").status()).isEqualTo(202);
    assertThat(rest.post("/v1/pool/drain", "deadline_ms", -1).status()).isEqualTo(400);
  }
}
