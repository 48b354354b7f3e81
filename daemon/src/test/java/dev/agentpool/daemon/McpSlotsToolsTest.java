package dev.agentpool.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The tools of a slot pool, as clients of S and of M know them. */
class McpSlotsToolsTest {
  @TempDir static Path home;

  /** Deleted when the daemon has ended: it works on in projects whose test is over. */
  @TempDir static Path projects;

  private Path temp;
  private static DaemonProcess daemon;
  private Path project;
  private McpClient s;
  private McpClient m;

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
    project =
        DaemonProcess.project(
            temp,
            "slots = 2\n[scaling]\nmin_slots = 1\nmax_slots = 4\n[settings]\nprovider ="
                + " \"scripted\"\n");
    s = McpClient.connect(daemon.home(), project, List.of("slots"));
    m = McpClient.connect(daemon.home(), project, List.of("slots"), "mcp");
  }

  @AfterEach
  void leave() throws Exception {
    s.close();
    m.close();
  }

  private String submit(String tool, String prompt) throws Exception {
    return s.data(tool, Map.of("prompt", prompt)).get("task_id").asString();
  }

  private void done(String id) throws Exception {
    assertThat(s.data("pool_wait", Map.of("task_ids", List.of(id))).get("satisfied").asBoolean())
        .isTrue();
  }

  @Test
  void allNamesOfBothServersAreThere() throws Exception {
    assertThat(s.ask("tools/list", Map.of()).get("tools"))
        .extracting(tool -> tool.get("name").asString())
        .containsExactlyInAnyOrder(
            "pool_status",
            "pool_session_metrics",
            "pool_run",
            "pool_submit",
            "pool_submit_with_review",
            "pool_result",
            "pool_cancel",
            "pool_approve_result",
            "pool_reject_result",
            "pool_escalate",
            "pool_fan_out",
            "pool_chain",
            "pool_submit_chain",
            "pool_fan_out_chains",
            "pool_chain_result",
            "pool_cancel_chain",
            "pool_invoke_workflow",
            "pool_claim",
            "pool_scale_up",
            "pool_scale_down",
            "pool_set_target_slots",
            "pool_drain",
            "pool_resume",
            "pool_configure_slot",
            "pool_find_slots",
            "pool_send_message",
            "pool_broadcast",
            "pool_read_messages",
            "pool_peek_messages",
            "context_set",
            "context_get",
            "context_delete",
            "context_list",
            "pool_skill_run",
            "pool_skill_list",
            "pool_skill_get",
            "pool_skill_add",
            "pool_skill_remove",
            "pool_skill_save",
            "pool_skill_eject",
            "pool_auto",
            "pool_auto_with_hints",
            "pool_route",
            "pool_route_with_hints",
            "pool_list_tasks",
            "pool_wait");
  }

  @Test
  void everyToolHasATitleAndHints() throws Exception {
    for (JsonNode tool : s.ask("tools/list", Map.of()).get("tools")) {
      assertThat(tool.get("title").asString()).isNotBlank();
      assertThat(tool.get("annotations").has("readOnlyHint")).isTrue();
      assertThat(tool.get("outputSchema").get("type").asString()).isEqualTo("object");
    }
  }

  @Test
  void aTaskTakesAllSettings() throws Exception {
    JsonNode result =
        s.json(
            "pool_run",
            Map.of(
                "prompt",
                "@@say ok@@",
                "model",
                "haiku",
                "effort",
                "min",
                "tools",
                List.of("Read"),
                "disallowed_tools",
                List.of("Bash"),
                "max_budget_usd",
                0.5,
                "json_schema",
                Map.of("type", "object"),
                "mcp_servers",
                Map.of()));
    assertThat(result.get("output").asString()).isEqualTo("ok");
    assertThat(s.error("pool_run", Map.of("prompt", "x", "max_budget_usd", -1)))
        .contains("max_budget_usd");
  }

  @Test
  void resultsAndCancellationsAreToldInBothShapes() throws Exception {
    String id = submit("pool_submit", "@@hang@@");
    assertThat(s.text("pool_result", Map.of("task_id", id))).isEqualTo("{\"status\":\"running\"}");
    assertThat(m.text("pool_result", Map.of("task_id", id))).isEqualTo("null");
    assertThat(m.text("pool_cancel", Map.of("task_id", id))).isEqualTo("{\"cancelled\":true}");
    assertThat(s.text("pool_cancel", Map.of("task_id", id))).isEqualTo("cancelled");
    assertThat(m.text("pool_result", Map.of("task_id", id)))
        .isEqualTo("{\"status\":\"cancelled\"}");
  }

  @Test
  void theReviewGateInBothShapes() throws Exception {
    JsonNode asked = s.json("pool_submit_with_review", Map.of("prompt", "@@say a@@"));
    assertThat(asked.get("review_required").asBoolean()).isTrue();
    String id = asked.get("task_id").asString();
    done(id);
    JsonNode result = s.json("pool_result", Map.of("task_id", id));
    assertThat(result.get("state").asString()).isEqualTo("pending_review");
    assertThat(result.get("max_rejections").asInt()).isEqualTo(3);
    assertThat(s.text("pool_reject_result", Map.of("task_id", id, "feedback", "@@say b@@")))
        .isEqualTo("rejected and re-queued");
    done(id);
    assertThat(m.text("pool_approve_result", Map.of("task_id", id)))
        .isEqualTo("{\"approved\":true}");
    JsonNode bare =
        m.json("pool_submit_with_review", Map.of("prompt", "@@say a@@", "max_rejections", 1));
    assertThat(bare.size()).isEqualTo(1);
    String last = bare.get("task_id").asString();
    done(last);
    assertThat(s.text("pool_reject_result", Map.of("task_id", last, "feedback", "no")))
        .contains("1 times")
        .contains("failed");
    assertThat(s.error("pool_approve_result", Map.of("task_id", last)))
        .contains("not pending review")
        .contains("failed");
  }

  @Test
  void chainsInBothShapes() throws Exception {
    List<?> steps =
        List.of(
            Map.of(
                "name",
                "a",
                "type",
                "prompt",
                "value",
                "@@say {\"n\": 7}@@",
                "output_vars",
                Map.of("N", "n")),
            Map.of("name", "b", "prompt", "@@say {steps.a.N} of {previous_output}@@"));
    assertThat(
            s.json("pool_chain", Map.of("steps", List.of("@@say bare@@")))
                .get("final_output")
                .asString())
        .isEqualTo("bare");
    JsonNode chain = s.json("pool_chain", Map.of("steps", steps));
    assertThat(chain.get("final_output").asString()).isEqualTo("7 of {\"n\": 7}");
    String id = s.data("pool_submit_chain", Map.of("steps", steps)).get("task_id").asString();
    assertThat(id).startsWith("chain-");
    done(id);
    JsonNode progress = s.json("pool_chain_result", Map.of("task_id", id));
    assertThat(progress.get("status").asString()).isEqualTo("completed");
    assertThat(progress.get("completed_steps")).hasSize(2);
    JsonNode both = m.json("pool_chain_result", Map.of("task_id", id));
    assertThat(both.get("progress").get("status").asString()).isEqualTo("completed");
    assertThat(both.get("result").get("success").asBoolean()).isTrue();
    JsonNode result = s.json("pool_result", Map.of("task_id", id));
    assertThat(result.get("output").asString()).contains("final_output");
    assertThat(s.error("pool_chain_result", Map.of("task_id", "chain-1")))
        .contains("no chain found");
  }

  @Test
  void aCancelledChainStaysCancelled() throws Exception {
    List<?> steps = List.of(Map.of("prompt", "@@hang@@"), Map.of("prompt", "never"));
    String id = s.data("pool_submit_chain", Map.of("steps", steps)).get("task_id").asString();
    JsonNode asked = s.json("pool_cancel_chain", Map.of("task_id", id));
    assertThat(asked.get("status").asString()).isEqualTo("cancellation_requested");
    assertThat(m.text("pool_cancel_chain", Map.of("task_id", id)))
        .isEqualTo("{\"cancelled\":true}");
    assertThat(s.json("pool_chain_result", Map.of("task_id", id)).get("status").asString())
        .isEqualTo("cancelled");
    JsonNode unknown = s.call("pool_cancel_chain", Map.of("task_id", "chain-1"));
    assertThat(McpClient.textOf(unknown)).contains("task not found");
    for (String tool : List.of("pool_result", "pool_cancel", "pool_chain_result")) {
      for (String noId : List.of("task-0000", "../x")) {
        assertThat(s.call(tool, Map.of("task_id", noId)).path("_meta").path("agentpool/code"))
            .as("%s of '%s'", tool, noId)
            .isEqualTo(unknown.path("_meta").path("agentpool/code"));
      }
    }
    assertThat(unknown.path("_meta").path("agentpool/code").asString()).isEqualTo("task_not_found");
  }

  @Test
  void chainsFanOutWithAnOutcomeEach() throws Exception {
    JsonNode sent =
        s.data(
            "pool_fan_out_chains",
            Map.of(
                "chains",
                List.of(
                    List.of(Map.of("prompt", "@@say a@@")),
                    List.of(Map.of("type", "skill", "value", "no_such_skill")))));
    assertThat(sent.get("task_ids")).hasSize(1);
    assertThat(sent.get("chains").get(1).get("error").asString()).contains("no_such_skill");
  }

  @Test
  void theOtherNamesOfTheContextAreListedToClientsOfM() throws Exception {
    assertThat(m.ask("tools/list", Map.of()).get("tools"))
        .extracting(tool -> tool.get("name").asString())
        .contains("pool_set_context", "pool_get_context", "context_set");
    m.text("pool_set_context", Map.of("key", "alias", "value", "1"));
    assertThat(s.text("pool_get_context", Map.of("key", "alias"))).contains("1");
  }

  @Test
  void workflowsAreStarted() throws Exception {
    assertThat(
            s.error(
                "pool_invoke_workflow",
                Map.of("workflow", "review_and_fix", "arguments", Map.of("review_target", "x"))))
        .contains("git repository");
    DaemonHere.git(project, "init", "-q");
    DaemonHere.git(project, "add", "-A");
    DaemonHere.git(project, "commit", "-qm", "first");
    JsonNode started =
        s.data(
            "pool_invoke_workflow",
            Map.of("workflow", "review_and_fix", "arguments", Map.of("review_target", "x")));
    assertThat(started.get("workflow").asString()).isEqualTo("review_and_fix");
    s.text("pool_cancel", Map.of("task_id", started.get("task_id").asString()));
    assertThat(s.error("pool_invoke_workflow", Map.of("workflow", "nope")))
        .contains("workflow 'nope' not found");
    assertThat(s.error("pool_invoke_workflow", Map.of("workflow", "review_and_fix")))
        .contains("review_target");
  }

  @Test
  void theSharedContextInBothShapes() throws Exception {
    Map<String, Object> key = Map.of("key", "k");
    assertThat(s.text("context_set", Map.of("key", "k", "value", "v"))).isEqualTo("ok");
    assertThat(s.text("context_get", key)).isEqualTo("v");
    assertThat(m.text("context_get", key)).isEqualTo("{\"value\":\"v\"}");
    assertThat(s.text("context_list", Map.of())).isEqualTo("{\"k\":\"v\"}");
    assertThat(m.text("context_list", Map.of())).isEqualTo("{\"entries\":[[\"k\",\"v\"]]}");
    assertThat(m.text("context_delete", key)).isEqualTo("{\"deleted\":true}");
    assertThat(s.text("context_delete", key)).isEqualTo("ok");
    assertThat(s.error("context_get", Map.of("key", "gone"))).contains("gone");
    assertThat(m.text("context_get", key)).isEqualTo("null");
    assertThat(m.text("pool_set_context", Map.of("key", "k", "value", "w")))
        .isEqualTo("{\"set\":true}");
    assertThat(m.text("pool_get_context", key)).isEqualTo("{\"value\":\"w\"}");
    assertThat(m.text("pool_list_context", Map.of())).contains("\"w\"");
    assertThat(s.text("pool_get_context", key)).isEqualTo("w");
    assertThat(m.text("pool_delete_context", key)).isEqualTo("{\"deleted\":true}");
  }

  @Test
  void messagesGoToSlotsInBothShapes() throws Exception {
    JsonNode sent =
        s.data("pool_send_message", Map.of("from", "me", "to", "slot-0", "content", "hi"));
    assertThat(sent.get("message_id").asString()).startsWith("msg-");
    assertThat(m.json("pool_peek_messages", Map.of("slot_id", "slot-0")).get("messages"))
        .hasSize(1);
    JsonNode read = s.json("pool_read_messages", Map.of("slot_id", "slot-0"));
    assertThat(read.get(0).get("content").asString()).isEqualTo("hi");
    assertThat(s.json("pool_read_messages", Map.of("slot_id", "slot-0"))).isEmpty();
    JsonNode all = s.json("pool_broadcast", Map.of("from", "slot-0", "content", "all"));
    assertThat(all.get("recipients").asInt()).isEqualTo(1);
    assertThat(m.json("pool_broadcast", Map.of("from", "me", "content", "x")).size()).isEqualTo(1);
    assertThat(s.error("pool_send_message", Map.of("from", "a", "to", "slot-9", "content", "x")))
        .startsWith("slot not found: slot-9; did you mean 'slot-0'?");
    assertThat(
            s.error(
                "pool_send_message",
                Map.of("from", "slot-0", "to", "slot-1", "content", "x", "token", "wrong")))
        .contains("token");
    assertThat(s.error("pool_peek_messages", Map.of("slot_id", "slot-9")))
        .startsWith("slot not found: slot-9");
  }

  @Test
  void slotsAreNamedFoundAndScaled() throws Exception {
    JsonNode named = s.data("pool_configure_slot", Map.of("slot_id", "slot-1", "role", "reviewer"));
    assertThat(named.get("role").asString()).isEqualTo("reviewer");
    JsonNode found = s.json("pool_find_slots", Map.of("role", "reviewer"));
    assertThat(found.get("count").asInt()).isEqualTo(1);
    assertThat(found.get("slots").get(0).get("id").asString()).isEqualTo("slot-1");
    assertThat(s.error("pool_find_slots", Map.of("state", "banana"))).contains("errored");
    assertThat(s.json("pool_find_slots", Map.of("state", "idle")).get("count").asInt())
        .isEqualTo(2);
    assertThat(m.json("pool_find_slots", Map.of()).get("slots").get(0).has("session_id")).isTrue();
    JsonNode up = s.json("pool_scale_up", Map.of("count", 1));
    assertThat(up.get("success").asBoolean()).isTrue();
    assertThat(up.get("new_slot_count").asInt()).isEqualTo(3);
    assertThat(m.text("pool_scale_down", Map.of("count", 1))).isEqualTo("{\"total_slots\":2}");
    assertThat(s.json("pool_set_target_slots", Map.of("target", 4)).get("target").asInt())
        .isEqualTo(4);
    assertThat(s.error("pool_scale_up", Map.of("count", 1))).contains("5").contains("max_slots");
    assertThat(s.error("pool_set_target_slots", Map.of("target", 0))).contains("min_slots");
    assertThat(s.error("pool_configure_slot", Map.of("slot_id", "slot-77")))
        .isEqualTo("slot not found: slot-77");
    assertThat(s.data("pool_claim", Map.of("slot_id", "slot-0")).get("claimed").asBoolean())
        .isFalse();
    assertThat(s.error("pool_claim", Map.of("slot_id", "slot-77")))
        .isEqualTo("slot not found: slot-77");
  }

  @Test
  void skillsAreListedAddedRunSavedAndRemoved() throws Exception {
    assertThat(s.json("pool_skill_list", Map.of("source", "builtin"))).hasSize(15);
    Map<String, Object> skill =
        Map.of(
            "name",
            "greet",
            "description",
            "greets",
            "prompt",
            "@@say hello {who}@@",
            "arguments",
            List.of(Map.of("name", "who", "required", true)));
    assertThat(s.json("pool_skill_add", skill).get("overwritten").asBoolean()).isFalse();
    assertThat(s.json("pool_skill_add", skill).get("overwritten").asBoolean()).isTrue();
    assertThat(s.json("pool_skill_get", Map.of("name", "greet")).get("source").asString())
        .isEqualTo("runtime");
    JsonNode ran =
        s.json("pool_skill_run", Map.of("skill", "greet", "arguments", Map.of("who", "you")));
    assertThat(ran.get("output").asString()).isEqualTo("hello you");
    assertThat(s.error("pool_skill_run", Map.of("skill", "greet"))).contains("'who'");
    assertThat(s.error("pool_skill_run", Map.of("skill", "nope")))
        .contains("skill not found: nope");
    JsonNode saved = s.json("pool_skill_save", Map.of("name", "greet"));
    assertThat(saved.get("format").asString()).isEqualTo("SKILL.md");
    assertThat(Path.of(saved.get("path").asString())).exists();
    assertThat(s.error("pool_skill_save", Map.of("name", "greet", "dir", "../out"))).isNotBlank();
    assertThat(s.error("pool_skill_remove", Map.of("name", "greet"))).contains("not added");
    assertThat(s.json("pool_skill_eject", Map.of("name", "pre_push")).get("hint").asString())
        .contains("edit");
    assertThat(s.error("pool_skill_eject", Map.of("name", "greet"))).contains("only built-in");
    s.text("pool_skill_add", Map.of("name", "gone", "description", "d", "prompt", "p"));
    assertThat(s.json("pool_skill_remove", Map.of("name", "gone")).get("removed").asString())
        .isEqualTo("gone");
    assertThat(s.error("pool_skill_remove", Map.of("name", "gone"))).contains("not found");
  }

  @Test
  void routesAreDecidedAndRun() throws Exception {
    String single = "@@say {\"route\":\"single\",\"prompt\":\"echo\"}@@";
    JsonNode route = s.json("pool_route", Map.of("prompt", single));
    assertThat(route.get("route").asString()).isEqualTo("single");
    JsonNode ran =
        s.json(
            "pool_auto_with_hints",
            Map.of("prompt", single, "prefer", "whatever", "max_parallel", 2));
    assertThat(ran.get("route").get("route").asString()).isEqualTo("single");
    assertThat(ran.has("output")).isTrue();
    assertThat(ran.has("cost_microdollars")).isTrue();
    assertThat(s.data("pool_auto", Map.of("prompt", "@@say no json@@")).has("fallback")).isTrue();
    assertThat(s.error("pool_route_with_hints", Map.of("prompt", "@@say none@@"))).isNotBlank();
  }

  @Test
  void tasksAreListedByStateAndTag() throws Exception {
    String id =
        s.data("pool_submit", Map.of("prompt", "@@say x@@", "tags", List.of("red")))
            .get("task_id")
            .asString();
    done(id);
    JsonNode listed =
        s.json("pool_list_tasks", Map.of("state", "completed", "tags", List.of("red"), "limit", 5));
    assertThat(listed.get("tasks").get(0).get("id").asString()).isEqualTo(id);
    assertThat(s.json("pool_list_tasks", Map.of("tags", List.of("blue"))).get("tasks")).isEmpty();
    assertThat(s.error("pool_list_tasks", Map.of("state", "done"))).contains("state");
    assertThat(s.json("pool_session_metrics", Map.of("tag", "red")).get("total_tasks").asInt())
        .isEqualTo(1);
  }

  @Test
  void aDrainedPoolTakesNothingMore() throws Exception {
    submit("pool_submit", "@@say last@@");
    JsonNode summary = s.json("pool_drain", Map.of());
    assertThat(summary.has("total_cost_microdollars")).isTrue();
    assertThat(summary.has("total_tasks_completed")).isTrue();
    assertThat(s.error("pool_submit", Map.of("prompt", "x"))).contains("pool is shut down");
    assertThat(s.json("pool_status", Map.of()).get("shutdown").asBoolean()).isTrue();
    JsonNode resumed = s.json("pool_resume", Map.of());
    assertThat(resumed.get("resumed").asBoolean()).isTrue();
    assertThat(resumed.get("retried").asInt()).isZero();
    assertThat(s.json("pool_resume", Map.of()).get("resumed").asBoolean()).isFalse();
  }

  @Test
  void aPoolWhoseFileBreaksSaysSo() throws Exception {
    Files.writeString(project.resolve(".agent-pool/pool.toml"), "slots = \n");
    assertThat(s.error("pool_submit", Map.of("prompt", "x"))).contains("pool.toml");
    assertThat(s.data("pool_status", Map.of()).get("problem").asString()).contains("pool.toml");
  }
}
