package dev.agentpool.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Slots, scaling, draining, context, messages, figures and webhooks at the command line. */
class PoolCommandsTest {
  @TempDir Path temp;
  private Calls calls = new Calls(Path.of("/"), Path.of("/"), null);
  private FakeDaemon daemon;

  @BeforeEach
  void start() throws IOException {
    daemon = new FakeDaemon(temp.resolve("home"));
    calls = new Calls(temp.resolve("home"), Files.createDirectory(temp.resolve("project")), null);
  }

  @AfterEach
  void stop() throws IOException {
    daemon.close();
  }

  private String dir() {
    return "{\"dir\":\"" + temp.resolve("project") + "\"";
  }

  private String encoded() {
    return "dir=" + temp.resolve("project").toString().replace("/", "%2F");
  }

  @Test
  void scaleTakesATargetOrAChange() {
    daemon.answer("POST /v1/pool/scale", 200, "{\"previous_slots\":2,\"current_slots\":4}");
    assertThat(calls.run("scale", "4").out()).isEqualTo("4 slots, before 2\n");
    assertThat(calls.run("scale", "+2").code()).isZero();
    assertThat(calls.run("scale", "-1", "--json").out())
        .isEqualTo("{\"previous_slots\":2,\"current_slots\":4}\n");
    assertThat(daemon.requests())
        .containsExactly(
            "POST /v1/pool/scale " + dir() + ",\"target\":4}",
            "POST /v1/pool/scale " + dir() + ",\"delta\":2}",
            "POST /v1/pool/scale " + dir() + ",\"delta\":-1}");
    assertThat(calls.run("scale").code()).isEqualTo(2);
    assertThat(calls.run("scale", "many").err()).contains("scale takes 4, +1 or -1");
    assertThat(calls.run("scale", "--up").code()).isEqualTo(2);
    assertThat(calls.run("scale", "99999999999").code()).isEqualTo(2);
  }

  @Test
  void aDrainThatHadToCancelReturnsOne() {
    daemon.answer(
        "POST /v1/pool/drain",
        200,
        "{\"drained\":true,\"total_tasks_completed\":3,\"total_cost_microdollars\":10,\"cancelled\":1,"
            + "\"still_pending\":2,\"timed_out\":true}");
    Calls.Call call = calls.run("drain", "--deadline", "30s", "--cancel-pending");
    assertThat(call.code()).isEqualTo(1);
    assertThat(call.out()).contains("3 tasks completed in its life").contains("1 cancelled");
    assertThat(daemon.requests())
        .containsExactly(
            "POST /v1/pool/drain " + dir() + ",\"deadline_ms\":30000,\"cancel_pending\":true}");
    daemon.answer("POST /v1/pool/resume", 200, "{\"resumed\":true}");
    assertThat(calls.run("resume").out()).isEqualTo("resumed\n");
  }

  @Test
  void slotsAreListedSetAndClaimed() {
    daemon.answer(
        "GET /v1/slots?" + encoded() + "&state=busy",
        200,
        "[{\"id\":\"slot-0\",\"state\":\"busy\",\"current_task\":\"task-1\",\"tasks_completed\":2}]");
    assertThat(calls.run("slot", "list", "--state", "busy").out())
        .contains("slot-0  busy   task-1");
    daemon.answer("PATCH /v1/slots/slot-0", 200, "{\"id\":\"slot-0\",\"role\":\"reviewer\"}");
    assertThat(
            calls.run("slot", "set", "slot-0", "--role", "reviewer", "--set", "model=opus").out())
        .contains("role: reviewer");
    assertThat(calls.run("slot", "set", "slot-0", "--no-settings", "--name", "").code()).isZero();
    assertThat(daemon.requests())
        .contains(
            "PATCH /v1/slots/slot-0 "
                + dir()
                + ",\"role\":\"reviewer\",\"settings\":{\"model\":\"opus\"}}",
            "PATCH /v1/slots/slot-0 " + dir() + ",\"name\":\"\",\"settings\":{}}");
    assertThat(calls.run("slot", "set", "slot-0").err()).contains("needs --name");
    daemon.answer("POST /v1/slots/slot-0/claim", 200, "{\"claimed\":false,\"reason\":\"busy\"}");
    assertThat(calls.run("slot", "claim", "slot-0")).isEqualTo(new Calls.Call(1, "", "busy\n"));
    daemon.answer("POST /v1/slots/slot-0/restart", 200, "{\"state\":\"idle\"}");
    assertThat(calls.run("slot", "restart", "slot-0").out()).isEqualTo("slot-0 idle\n");
    assertThat(calls.run("slot", "restart", "../x").err()).contains("slot not found: ../x");
    daemon.answer(
        "GET /v1/slots/slot-9?" + encoded(), 404, "{\"detail\":\"slot not found: slot-9\"}");
    assertThat(calls.run("slot", "show", "slot-9"))
        .isEqualTo(new Calls.Call(5, "", "agentpool: slot not found: slot-9\n"));
  }

  @Test
  void contextIsSetFromStandardInputAndReadBack() {
    String value = "zwölf\n".repeat(20_000);
    daemon.answer("PUT /v1/context/notes/a%20b", 204, "");
    byte[] input = value.getBytes(StandardCharsets.UTF_8);
    assertThat(calls.runWith(input, false, "context", "set", "notes/a b", "-").out())
        .isEqualTo("set notes/a b\n");
    assertThat(daemon.requests().element()).contains("zwölf\\nzwölf\\n");
    daemon.answer(
        "GET /v1/context/k?" + encoded(), 200, "{\"key\":\"k\",\"value\":\"v\\u001b[1m\"}");
    assertThat(calls.run("context", "get", "k").out()).isEqualTo("v\n");
    daemon.answer(
        "DELETE /v1/context/k?" + encoded(), 404, "{\"detail\":\"context key not found: k\"}");
    assertThat(calls.run("context", "delete", "k").code()).isEqualTo(5);
  }

  @Test
  void conversationsThatTasksShareAreListedAndForgotten() {
    daemon.answer(
        "GET /v1/conversations?" + encoded(),
        200,
        "{\"conversations\":[{\"key\":\"named:review\",\"name\":\"review\",\"provider\":\"claude\",\"conversation\":\"c1\",\"directory\":\"/w\",\"turns\":3,\"used_at_ms\":0,\"last_task\":\"task-1\"}]}");
    assertThat(calls.run("conversation").out())
        .contains("named:review", "claude", "3", "1970-01-01T00:00:00Z", "task-1");
    daemon.answer("DELETE /v1/conversations/review?" + encoded(), 204, "");
    assertThat(calls.run("conversation", "forget", "review").out()).isEqualTo("forgot review\n");
    assertThat(calls.run("conversation", "forget", "named:review", "--json").out())
        .isEqualTo("{\"forgotten\":\"review\"}\n");
    daemon.answer(
        "DELETE /v1/conversations/nobody?" + encoded(),
        404,
        "{\"detail\":\"conversation not found: nobody\",\"code\":\"conversation_not_found\"}");
    assertThat(calls.run("conversation", "forget", "nobody").code()).isEqualTo(5);
  }

  @Test
  void aKeyCannotLeaveItsPlaceInThePath() {
    for (String key : new String[] {"../tasks/task-1", "a/../../b", "", "a//b", ".", "/"}) {
      assertThat(calls.run("context", "delete", key).code()).isEqualTo(2);
    }
    assertThat(daemon.requests()).isEmpty();
  }

  @Test
  void anAgentInASlotSendsInItsOwnNameWithItsToken() {
    daemon.answer("POST /v1/messages", 201, "{\"message_id\":\"msg-1\"}");
    assertThat(calls.run("message", "send", "slot-1", "hello").out()).isEqualTo("msg-1\n");
    Calls inSession = calls.with("AGENTPOOL_DAEMON_HOME", calls.home().toString());
    Calls inSlot = inSession.with("AGENTPOOL_SLOT", "slot-0").with("AGENTPOOL_SLOT_TOKEN", "abc");
    inSlot.run("message", "send", "slot-1", "hello");
    inSlot.run("message", "send", "--from", "slot-2", "slot-1", "hello");
    String request = "POST /v1/messages " + dir() + ",\"to\":\"slot-1\",\"from\":\"";
    assertThat(daemon.requests())
        .containsExactly(
            request + "user\",\"content\":\"hello\"}",
            "X-Agentpool-Slot-Token: abc " + request + "slot-0\",\"content\":\"hello\"}",
            "X-Agentpool-Slot-Token: abc " + request + "slot-2\",\"content\":\"hello\"}");
    Calls ofAnother = calls.with("AGENTPOOL_SLOT_TOKEN", "abc");
    ofAnother.run("message", "send", "slot-1", "hello");
    assertThat(List.copyOf(daemon.requests()).getLast())
        .startsWith("POST"); // no token for another daemon
    Calls forged = inSession.with("AGENTPOOL_SLOT", "s").with("AGENTPOOL_SLOT_TOKEN", "a\r\nX: y");
    assertThat(forged.run("message", "send", "slot-1", "x").code()).isEqualTo(2);
    assertThat(calls.run("message", "send", "slot-1", " ").code()).isEqualTo(2);
  }

  @Test
  void messagesAreReadAndPeekedAt() {
    String messages =
        "[{\"from\":\"slot-2\",\"timestamp\":\"now\",\"content\":\"hi\",\"sender_verified\":false}]";
    daemon.answer("GET /v1/slots/slot-1/messages?" + encoded() + "&peek=true", 200, messages);
    daemon.answer("GET /v1/slots/slot-1/messages?" + encoded() + "&peek=false", 200, "[]");
    assertThat(calls.run("message", "peek", "slot-1").out())
        .isEqualTo("now slot-2 (not proven)\nhi\n");
    assertThat(calls.run("message", "read", "slot-1").err()).isEqualTo("no messages\n");
    String forPeople =
        "[{\"from\":\"slot-2\",\"to\":\"user\",\"timestamp\":\"now\",\"content\":\"look\"}]";
    daemon.answer("GET /v1/messages?" + encoded(), 200, forPeople);
    assertThat(calls.run("message", "list").out()).isEqualTo("now slot-2 to user\nlook\n");
    daemon.answer("POST /v1/messages/broadcast", 201, "{\"message_ids\":[\"a\",\"b\"]}");
    assertThat(calls.run("message", "broadcast", "x").out()).isEqualTo("sent to 2 slots\n");
  }

  @Test
  void metricsAreColumnsForAPersonAndLinesForAPipe() {
    daemon.answer(
        "GET /v1/pool/metrics?" + encoded() + "&since_ms=1767225600000&until_ms=1767247200000",
        200,
        "{\"total_tasks\":9,\"completed\":6}");
    String stats =
        "GET /v1/stats?"
            + encoded()
            + "&scope=pool&sections=work&window=2026-01-01T00%3A00%3A00Z%2F2026-01-01T06%3A00%3A00Z&zone="
            + ZoneId.systemDefault().getId().replace("/", "%2F");
    daemon.answer(
        stats,
        200,
        "{\"work\":{\"hours\":[{\"from_ms\":1767225600000,\"attempts\":8,\"completed\":8,"
            + "\"cost_microdollars\":2000000},{\"from_ms\":1767236400000,\"attempts\":6,"
            + "\"completed\":4,\"cost_microdollars\":1000000}]}}");
    String[] words = {
      "metrics", "--since", "2026-01-01T00:00:00Z", "--until", "2026-01-01T06:00:00Z"
    };
    Calls seen = calls.with("COLUMNS", "80").with("LINES", "24").with("LANG", "C.UTF-8");
    String drawn = seen.runWith(new byte[0], true, words).out();
    assertThat(drawn)
        .contains(
            "\n\ncompleted\n 8 ┤█████\n 0 ┤█████             █████\n",
            "\n\nfailed or cancelled\n2 ┤                  █████\n0 ┤                  █████\n",
            "\n\nmoney\n$2.00 ┤█████\n$0.00 ┤█████             █████\n");
    assertThat(seen.with("LANG", "C").with("COLUMNS", "40").runWith(new byte[0], true, words).out())
        .contains(" 8 |###", "$2.00 |###")
        .doesNotContain("█");
    assertThat(drawn).startsWith(calls.run(words).out());
    assertThat(calls.run(words).out()).doesNotContain("completed\n");
    assertThat(daemon.requests()).filteredOn(stats::equals).hasSize(2);
  }

  @Test
  void metricsAreAskedForByTimeTagAndModel() {
    daemon.answer(
        "GET /v1/pool/metrics?" + encoded() + "&since_ms=1767225600000&tag=a%2Cb&model=m",
        200,
        "{\"total_tasks\":2,\"completed\":1,\"cost_microdollars\":3000,\"cost_known\":true,\"max_cost_microdollars\":0,\"max_cost_known\":false,\"max_cost_at_most_microdollars\":250000,\"matched_configured\":2,\"avg_turns\":1.5,"
            + "\"model_breakdown\":[{\"model\":\"m\",\"task_count\":2}]}");
    assertThat(
            calls
                .run("metrics", "--since", "2026-01-01T00:00:00Z", "--tag", "a,b", "--model", "m")
                .out())
        .contains(
            "tasks  2: 1 completed",
            "$0.003",
            "dearest task at least $0.00, at most $0.25",
            "2 are configured with that model",
            "turns  1.5",
            "m      2");
    assertThat(calls.run("metrics", "--since", "last-week").err()).contains("not a time");
    assertThat(calls.run("metrics", "--since", "soon").code()).isEqualTo(2);
    assertThat(calls.run("metrics", "--since", "yesterday").err()).contains("not a time", "24h");
    calls.run("metrics", "--since", "24h ago");
    assertThat(daemon.requests())
        .last()
        .asString()
        .matches("GET /v1/pool/metrics\\?.*since_ms=\\d{13}.*");
  }

  @Test
  void webhooksAreAddedTestedAndLogged() {
    daemon.answer("POST /v1/webhooks", 201, "{\"id\":\"wh_1\",\"secret\":\"s3\"}");
    assertThat(calls.run("webhook", "add", "https://x.org", "--event", "task_failed,test"))
        .isEqualTo(new Calls.Call(0, "wh_1\n", "its secret, shown this once: s3\n"));
    assertThat(daemon.requests().element())
        .endsWith(",\"url\":\"https://x.org\",\"events\":[\"task_failed\",\"test\"]}");
    daemon.answer("POST /v1/webhooks/wh_1/test", 200, "{\"error\":\"timed out\",\"status\":null}");
    assertThat(calls.run("webhook", "test", "wh_1"))
        .isEqualTo(new Calls.Call(1, "not delivered: timed out\n", ""));
    daemon.answer(
        "GET /v1/webhooks/wh_1/deliveries?" + encoded(),
        200,
        "{\"items\":[{\"event\":\"test\",\"attempt\":1,\"at_ms\":0,\"status\":200,\"error\":null}]}");
    assertThat(calls.run("webhook", "log", "wh_1").out()).contains("1970-01-01T00:00:00Z  test");
    assertThat(calls.run("webhook", "remove", "..").code()).isEqualTo(5);
  }

  @Test
  void filesAreLeasedListedAndReleased() {
    String lease =
        "{\"id\":\"lease-1\",\"task_id\":\"task-1\",\"file_path\":\"a.txt\",\"mode\":\"write\",\"expires_at_ms\":1000}";
    daemon.answer("POST /v1/leases", 200, lease);
    assertThat(
            calls.run(
                "leases", "acquire", "--task", "task-1", "--file", "a.txt", "--ttl-seconds", "9"))
        .isEqualTo(
            new Calls.Call(
                0,
                "lease-1: a.txt is leased to task-1 to write, until 1970-01-01T00:00:01Z\n",
                ""));
    assertThat(daemon.requests().element())
        .endsWith(",\"file_path\":\"a.txt\",\"task_id\":\"task-1\",\"ttl_ms\":9000}");
    daemon.answer("GET /v1/leases?" + encoded(), 200, "{\"leases\":[" + lease + "]}");
    assertThat(calls.run("leases").out()).contains("lease-1").contains("a.txt");
    daemon.answer("DELETE /v1/leases?" + encoded() + "&lease_id=lease-1", 200, "{\"released\":1}");
    assertThat(calls.run("leases", "release", "--lease-id", "lease-1").out())
        .isEqualTo("released 1\n");
    assertThat(calls.run("leases", "acquire").code()).isEqualTo(2);
  }
}
