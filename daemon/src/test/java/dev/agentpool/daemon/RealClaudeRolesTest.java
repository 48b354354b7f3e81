package dev.agentpool.daemon;

import static dev.agentpool.daemon.RoleLab.role;
import static dev.agentpool.daemon.RoleLab.shell;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * The tools of the roles in the hands of the real Claude CLI, which has them over its control
 * channel; the model on loopback says which ones it calls.
 */
@Tag("real")
class RealClaudeRolesTest {
  private static final String POOL =
      """
      [pool]
      name = "p"
      [architect]
      approval_mode = "none"
      [experts.auth]
      [experts.db]
      """;

  private RoleLab lab;

  @BeforeEach
  void open() throws Exception {
    lab = new RoleLab(POOL).withClaude().start();
  }

  @AfterEach
  void close() throws Exception {
    lab.close();
  }

  private String file(String name) throws Exception {
    Path file = lab.pool(name);
    return Files.exists(file) ? Files.readString(file) : "";
  }

  @Test
  void anExpertNotesWhatItLearntAnswersAnotherAndTheNextTaskKnowsIt() throws Exception {
    lab.send(
        "auth",
        "t-1",
        role("update_state", Map.of("content", "- tokens last an hour"))
            + role("append_error", Map.of("entry", "the clock must be UTC"))
            + role("flag_promotion", Map.of("pattern", "always sign tokens"))
            + role(
                "send_response",
                Map.of("to", "db", "id", "note-1", "body", "the table wants an expiry"))
            + role("read_state", Map.of())
            + role("send_task", Map.of("to", "db", "id", "sly", "body", "do it"))
            + "@@say learnt@@");
    assertThat(lab.awaitMail("t-1", "completed").get("answer").asString()).isEqualTo("learnt");
    assertThat(file("experts/auth/state.md")).isEqualTo("- tokens last an hour\n");
    assertThat(file("experts/auth/errors.md")).contains("the clock must be UTC");
    String log = lab.log("auth", "t-1");
    assertThat(log)
        .contains("state.md updated", "error entry appended", "response sent to db")
        .as("what is the architect's is not there for an expert")
        .contains("No such tool available: mcp__agent-pool__send_task");
    assertThat(lab.mail("sly").isMissingNode()).isTrue();
    assertThat(lab.mail("note-1").get("state").asString()).isEqualTo("unread");
    assertThat(lab.mail("note-1").get("from").asString()).isEqualTo("auth");

    lab.send("auth", "t-2", "second-of-auth @@say seen@@");
    lab.awaitMail("t-2", "completed");
    assertThat(lab.asked("auth", "second-of-auth"))
        .contains("tokens last an hour", "the clock must be UTC");
    lab.send("db", "t-3", "first-of-db @@say seen@@");
    lab.awaitMail("t-3", "completed");
    assertThat(lab.asked("db", "first-of-db")).contains("the table wants an expiry");
    assertThat(lab.mail("note-1").get("state").asString()).isEqualTo("read");
    JsonNode known = lab.get("/v1/experts/auth");
    assertThat(known.at("/changes").toString()).contains("\"t-1\"");
  }

  @Test
  void anExpertHasItsToolsAgainWhenTheDaemonWasKilledMeanwhile() throws Exception {
    Path begun = lab.project().resolve("begun");
    Path go = lab.project().resolve("go");
    lab.send(
        "auth",
        "t-1",
        role("append_error", Map.of("entry", "before the kill"))
            + shell("touch " + begun, "until test -e " + go + "; do sleep 0.2; done")
            + role("append_error", Map.of("entry", "after the kill"))
            + "@@say both@@");
    await().atMost(RoleLab.ROOM).until(() -> Files.exists(begun)); // so the first has its answer
    lab.daemon().kill9();
    lab.start();
    Files.writeString(go, "");
    assertThat(lab.awaitMail("t-1", "completed").get("answer").asString()).isEqualTo("both");
    assertThat(file("experts/auth/errors.md"))
        .containsOnlyOnce("before the kill")
        .containsOnlyOnce("after the kill");
  }

  @Test
  void theArchitectMakesAContractHandsOutWorkUnderItAndItsWordDecidesOnTheWork() throws Exception {
    lab.send(
        "architect",
        "plan-1",
        role(
                "define_contract",
                Map.of("id", "login", "between", "auth,db", "body", "POST /login answers 200"))
            + role(
                "send_task",
                Map.of(
                    "to",
                    "auth",
                    "id",
                    "build",
                    "contracts",
                    "login",
                    "body",
                    "build-of-auth @@say built@@"))
            + role(
                "send_task",
                Map.of(
                    "to",
                    "db",
                    "id",
                    "after",
                    "depends_on",
                    "build",
                    "body",
                    "after-of-db @@say after@@"))
            + "@@say handed out@@");
    lab.awaitMail("plan-1", "completed");
    assertThat(file("contracts/login.md"))
        .contains("defined-by: architect", "POST /login answers 200");
    await("build waits for a word").atMost(RoleLab.ROOM).until(() -> waits("build"));
    assertThat(lab.asked("auth", "build-of-auth"))
        .contains("### Contract login", "POST /login answers 200");
    assertThat(lab.mail("after").get("state").asString()).isEqualTo("blocked");
    assertThat(lab.mail("build").get("from").asString()).isEqualTo("architect");

    lab.send("architect", "look-1", verify("fail", "it-answers-500") + "@@say looked@@");
    lab.awaitMail("look-1", "completed");
    await("build was done again").atMost(RoleLab.ROOM).until(() -> waits("build"));
    assertThat(lab.asked("auth", "build-of-auth")).contains("it-answers-500");
    assertThat(file("architect/verifications/build_login.md")).contains("fail", "it-answers-500");

    lab.send("architect", "look-2", verify("pass", "it holds") + "@@say looked@@");
    lab.awaitMail("build", "completed");
    lab.awaitMail("after", "completed");
    assertThat(lab.log("architect", "look-2")).contains("what depends on it may start");
  }

  private boolean waits(String id) throws Exception {
    String task = lab.mail(id).path("task_id").asString("");
    JsonNode shown = lab.daemon().get("/v1/tasks/" + task);
    return shown.path("state").asString("").equals("pending_review");
  }

  private static String verify(String status, String notes) {
    return role(
        "verify_result",
        Map.of("task_id", "build", "contract_id", "login", "status", status, "notes", notes));
  }

  @Test
  void theResearcherLeavesWhatItFoundWithItsSourcesAndNobodyTakesItForTheirOwn() throws Exception {
    lab.send("auth", "t-1", role("append_error", Map.of("entry", "keys rotate")) + "@@say a@@");
    lab.awaitMail("t-1", "completed");
    lab.log("auth", "t-1");
    lab.send(
        "researcher",
        "find-1",
        role("list_experts", Map.of())
            + role("enrich_state", Map.of("expert", "auth"))
            + role("read_expert_logs", Map.of("expert", "auth"))
            + role(
                "write_expert_state",
                Map.of("expert", "auth", "content", "- keys rotate daily (source: RFC 7519)"))
            + role("promote_pattern", Map.of("expert", "auth", "pattern", "rotate keys"))
            + role("write_expert_state", Map.of("expert", "../../x", "content", "out"))
            + "@@say Sources: RFC 7519@@");
    JsonNode found = lab.awaitMail("find-1", "completed");
    assertThat(found.get("answer").asString()).isEqualTo("Sources: RFC 7519");
    assertThat(file("experts/auth/state.md")).contains("source: RFC 7519");
    assertThat(file("experts/auth/identity.md")).contains("rotate keys");
    assertThat(lab.log("researcher", "find-1"))
        .contains("t-1", "state.md updated", "pattern promoted", "must not contain path");
    JsonNode known = lab.get("/v1/experts/auth");
    assertThat(known.get("changes").get(0).toString()).contains("researcher", "find-1");
    lab.send("auth", "t-2", "second-of-auth @@say seen@@");
    lab.awaitMail("t-2", "completed");
    assertThat(lab.asked("auth", "second-of-auth")).contains("source: RFC 7519", "rotate keys");
  }

  @Test
  void thePersonsOwnClaudeIsTheConciergeByTheProgramThatItStarts() throws Exception {
    lab.get("/v1/status"); // the pool is known from now on
    await().atMost(RoleLab.ROOM).until(() -> Files.exists(lab.pool("daemon.sock")));
    List<JsonNode> lines =
        new ClaudeOfPerson(lab.root(), lab.project(), lab.api())
            .asked(
                role("list_experts", Map.of())
                    + role(
                        "ask_expert",
                        Map.of("expert", "auth", "question", "how long? @@say an hour@@"))
                    + role(
                        "dispatch",
                        Map.of("expert", "db", "message", "add a table", "type", "task"))
                    + role("ask_expert", Map.of("expert", "atuh", "question", "who?"))
                    + role("check_status", Map.of("expert", "db"))
                    + role("send_task", Map.of("to", "db", "id", "sly", "body", "do it"))
                    + role("submit_plan", Map.of("plan", "a login page"))
                    + "@@say asked@@",
                "agent-pool",
                List.of(
                    lab.program().toString(),
                    "mcp",
                    "--pool",
                    lab.pool("").toString(),
                    "--role",
                    "concierge"),
                Map.of("AGENT_POOL_HOME", lab.daemon().home().toString()));
    List<JsonNode> results = ClaudeOfPerson.toolResults(lines);
    assertThat(results).as("%s", lines).hasSize(7);
    assertThat(results.get(0).toString()).contains("auth", "db");
    assertThat(results.get(1).toString()).contains("an hour");
    assertThat(results.get(2).toString()).contains("dispatched (id: ");
    assertThat(results.get(3).toString()).contains("did you mean", "auth");
    assertThat(results.get(3).get("is_error").asBoolean()).isTrue();
    assertThat(results.get(4).toString()).contains("concierge", "db");
    assertThat(results.get(5).toString()).contains("No such tool available");
    assertThat(results.get(6).toString()).contains("plan submitted (id: ");
    assertThat(lines.getLast().get("result").asString()).isEqualTo("asked");
    await("what was asked is done")
        .atMost(RoleLab.ROOM)
        .until(
            () -> lab.get("/v1/mail?state=completed").get("mail").findValuesAsString("from"),
            from ->
                Collections.frequency(from, "concierge") == 3
                    && Collections.frequency(from, "daemon") == 1); // db knew nothing
  }
}
