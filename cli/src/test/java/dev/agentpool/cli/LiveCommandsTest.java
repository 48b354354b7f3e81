package dev.agentpool.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the commands of live sessions ask for, print, refuse and advise. */
class LiveCommandsTest {
  private static final String ID = "ap_0123456789ab";
  private static final String ONE = "/v1/sessions/" + ID;
  private static final String SESSION =
      "{\"id\":\"ap_0123456789ab\",\"provider_id\":\"scripted\",\"model\":null,\"role\":\"explorer\","
          + "\"state\":\"RUNNING\",\"seat\":\"working\",\"task\":\"look\\naround\",\"repo_path\":\"/p\","
          + "\"worktree_path\":null,\"created_at\":\"2026-11-27T10:00:00Z\",\"ended_at\":null,"
          + "\"isolation\":\"read_only\",\"turn\":\"task-1\",\"turn_state\":\"running\","
          + "\"question_id\":null}";
  private static final String PAGINATION =
      "\"pagination\":{\"limit\":50,\"offset\":0,\"count\":1,\"total\":3,\"has_more\":true,"
          + "\"next_offset\":1},\"scope\":{\"coordinator_id\":null,"
          + "\"current_coordinator_only\":false}";
  private static final String SEEN =
      "{\"session_id\":\"ap_0123456789ab\",\"state\":\"RUNNING\",\"event\":\"timeout\","
          + "\"seat\":\"working\",\"since\":\"2026-11-27T10:00:00Z\",\"evidence\":\"protocol\","
          + "\"turn\":\"task-1\",\"question_id\":null,\"worker_output\":{\"included\":true,"
          + "\"detail\":\"excerpt\",\"text\":\"BEGIN_X\\nhello\\nEND_X\"}}";
  @TempDir Path temp;
  private FakeDaemon daemon;
  private Calls calls;

  @BeforeEach
  void start() throws IOException {
    daemon = new FakeDaemon(temp.resolve("home"));
    calls = new Calls(temp.resolve("home"), temp, null);
  }

  @AfterEach
  void stop() throws IOException {
    daemon.close();
  }

  private String asked() {
    return daemon.requests().remove();
  }

  @Test
  void spawnSaysAllThatWasSaidAndPrintsTheSession() {
    daemon.answer(
        "POST /v1/sessions",
        200,
        "{\"session_id\":\"ap_0123456789ab\",\"session\":"
            + SESSION
            + ",\"attach_command\":\"a\"}");
    Calls.Call call =
        calls.run(
            "spawn",
            "--provider",
            "scripted",
            "--task",
            "look",
            "--role",
            "reviewer",
            "--model",
            "m",
            "--isolation",
            "worktree",
            "--account",
            "me",
            "--allowed-file",
            "a.txt",
            "--allowed-file",
            "b.txt",
            "--max-runtime-seconds",
            "60",
            "--max-turns",
            "3",
            "--reasoning-effort",
            "low",
            "--service-tier",
            "fast",
            "--supervision",
            "interactive",
            "--initial-prompt-mode",
            "provider_default",
            "--runtime",
            "tmux",
            "--idempotency-key",
            "k");
    assertThat(call.code()).as(call.err()).isZero();
    assertThat(call.out()).startsWith("session: " + ID + "\nprovider: scripted\n");
    assertThat(call.err()).contains("next: agentpool observe " + ID);
    assertThat(asked())
        .contains("\"provider_id\":\"scripted\"", "\"task\":\"look\"", "\"role\":\"reviewer\"")
        .contains("\"allowed_files\":[\"a.txt\",\"b.txt\"]", "\"max_runtime_seconds\":60")
        .contains("\"repo_path\":\"" + temp + "\"", "\"idempotency_key\":\"k\"")
        .contains("\"reasoning_effort\":\"low\"", "\"service_tier\":\"fast\"");
  }

  @Test
  void theTaskMayComeOnStandardInputButNotTwiceAndNotEmpty() {
    daemon.answer("POST /v1/sessions", 200, "{\"session_id\":\"" + ID + "\"}");
    byte[] task = "from a pipe".getBytes(StandardCharsets.UTF_8);
    assertThat(calls.runWith(task, false, "spawn", "--provider", "x", "--task-stdin").code())
        .isZero();
    assertThat(asked()).contains("\"task\":\"from a pipe\"");
    Calls.Call twice =
        calls.runWith(task, false, "spawn", "--provider", "x", "--task", "y", "--stdin");
    assertThat(twice.code()).isEqualTo(2);
    assertThat(twice.err()).contains("both say the task").contains("try: printf ");
    Calls.Call empty = calls.run("spawn", "--provider", "x", "--stdin", "--json");
    assertThat(empty.err()).contains("\"control_code\":\"INVALID_STDIN\"");
    assertThat(calls.run("spawn", "--provider", "x").code()).isEqualTo(2);
    assertThat(daemon.requests()).isEmpty();
  }

  @Test
  void whoForgetsWhatIsNeededIsShownHowItGoes() {
    Calls.Call spawn = calls.run("spawn", "--task", "x");
    assertThat(spawn.code()).isEqualTo(2);
    assertThat(spawn.err())
        .contains("'--provider=ID'")
        .contains("\ntry: agentpool spawn --provider claude-code");
    for (String command :
        List.of("observe", "send", "keys", "interrupt", "park", "attach", "terminate")) {
      Calls.Call call = calls.run(command);
      assertThat(call.code()).isEqualTo(2);
      assertThat(call.err()).contains("\ntry: agentpool " + command + " <session-id>");
    }
    assertThat(calls.run("session", "show").err()).contains("\ntry: agentpool session show ");
    assertThat(calls.run("keys", ID).err()).contains("KEY").contains("\ntry: agentpool keys ");
  }

  @Test
  void observePrintsItsDelimitersAndTheTimeThatIsOverHasAnExitCode() {
    daemon.answer("GET " + ONE + "/observation?timeout_seconds=0.0&detail=excerpt", 200, SEEN);
    Calls.Call call = calls.run("observe", ID, "--detail", "excerpt");
    assertThat(call.code()).isEqualTo(124);
    assertThat(call.out()).contains("state: RUNNING\n").endsWith("wrote:\nBEGIN_X\nhello\nEND_X\n");
  }

  @Test
  void whatIsObservedIsWrittenIntoAFileWhoseFoldersAreMade() throws IOException {
    String done = SEEN.replace("timeout", "completed");
    daemon.answer("GET " + ONE + "/observation?timeout_seconds=0.0", 200, done);
    Path file = temp.resolve("a/b/seen.json");
    Calls.Call plain = calls.run("observe", ID, "--output", "a/b/seen.json");
    assertThat(plain).isEqualTo(new Calls.Call(0, file + "\n", ""));
    assertThat(Files.readString(file)).isEqualTo(done + "\n");
    Calls.Call json = calls.run("observe", ID, "--output-file", "a/b/seen.json", "--json");
    assertThat(json.out()).contains("\"event\":\"completed\"", "\"output_path\":\"" + file + "\"");
    Files.writeString(temp.resolve("file"), "");
    assertThat(calls.run("observe", ID, "--output", "file/x").code()).isEqualTo(4);
  }

  @Test
  void anEmptyMessageIsAMessageAndNoneIsNot() {
    daemon.answer(
        "POST " + ONE + "/messages",
        200,
        "{\"ok\":true,\"session_id\":\"" + ID + "\",\"delivered_as\":\"turn\",\"task_id\":\"t\"}");
    assertThat(calls.run("send", ID, "").code()).isZero();
    assertThat(asked()).endsWith("{\"message\":\"\"}");
    assertThat(calls.run("send", ID, "--", "- a list").out()).contains("delivered_as: turn\n");
    assertThat(asked()).endsWith("{\"message\":\"- a list\"}");
    assertThat(calls.run("send", ID).code()).isEqualTo(2);
    assertThat(calls.run("send", ID, "x", "--stdin").err()).contains("and --stdin too");
    assertThat(calls.run("send", ID, "--stdin", "--json").err())
        .contains("\"control_code\":\"INVALID_STDIN\"");
    assertThat(daemon.requests()).isEmpty();
  }

  @Test
  void aDryRunTouchesNothing() {
    daemon.answer("GET " + ONE, 200, "{\"session\":" + SESSION + "}");
    assertThat(calls.run("interrupt", ID, "--dry-run", "--json").out())
        .isEqualTo(
            "{\"ok\":true,\"session_id\":\""
                + ID
                + "\",\"dry_run\":true,\"would_interrupt\":true}\n");
    assertThat(asked()).isEqualTo("GET " + ONE);
    daemon.answer(
        "POST " + ONE + "/terminate",
        200,
        "{\"session_id\":\""
            + ID
            + "\",\"ok\":true,\"state\":\"CANCELLED\",\"current_state\":"
            + "\"RUNNING\",\"would_terminate_runtime\":true,\"already_terminated\":false,"
            + "\"dry_run\":true}");
    assertThat(calls.run("terminate", ID, "--dry-run").out())
        .startsWith("session: " + ID + "\n")
        .contains("already_terminated: no\n", "would_end_process: yes\n");
    assertThat(asked()).endsWith("{\"dry_run\":true}");
    calls.run("terminate", ID, "--reason", "it is done");
    assertThat(asked()).contains("\"reason\":\"it is done\"", "\"dry_run\":false");
  }

  @Test
  void sessionsAreATableOrPlainLinesAndOneLineStaysOne() {
    String list = "GET /v1/sessions?state=running%2Cidle&include_all=true&limit=1";
    daemon.answer(list, 200, "{\"sessions\":[" + SESSION + "]," + PAGINATION + "}");
    Calls.Call table = calls.run("sessions", "--state", "running,idle", "--limit", "1");
    assertThat(table.out()).contains("STATE", ID, "look around");
    assertThat(table.err()).contains("3 in all; more by --offset 1");
    assertThat(table.out()).doesNotContain("REPO");
    assertThat(calls.run("sessions", "--state", "running,idle", "--limit", "1", "-o", "wide").out())
        .containsPattern("MODEL +ACCOUNT +POOL +TURN +REPO +WORKTREE +TASK\n")
        .containsPattern("- +- +- +task-1 +/p +- +look around\n");
    assertThat(calls.run("sessions", "--state", "running,idle", "--recent", "1", "--plain").out())
        .startsWith(
            "sessions.0.id=" + ID + "\nsessions.0.provider_id=scripted\nsessions.0.state=RUNNING\n")
        .contains("pagination.total=3\n", "pagination.has_more=true\n");
    daemon.answer("GET " + ONE, 200, "{\"session\":" + SESSION + "}");
    assertThat(calls.run("session", "show", ID, "--plain").out())
        .contains("session.model=\n", "session.state=RUNNING\n", "session.ended_at=\n");
  }

  @Test
  void allAreGatheredPageByPage() {
    String path = "GET /v1/sessions?include_all=true&limit=500&offset=";
    daemon.answer(path + 0, 200, "{\"sessions\":[" + SESSION + "]," + PAGINATION + "}");
    daemon.answer(
        path + 1,
        200,
        "{\"sessions\":["
            + SESSION
            + "],\"pagination\":{\"has_more\":false},\"scope\":{\"coordinator_id\":null}}");
    assertThat(calls.run("sessions", "--all", "--json").out())
        .contains("\"limit\":null", "\"count\":2", "\"total\":2", "\"has_more\":false");
    assertThat(calls.run("sessions", "--all", "--recent", "2", "--json").err())
        .contains("\"control_code\":\"INVALID_SESSION_PAGE\"");
    assertThat(calls.run("sessions", "--json", "--plain").err())
        .contains("\"control_code\":\"INVALID_OUTPUT\"");
  }

  @Test
  void aRefusalKeepsOurCodeTellsTheirsAndWhatHelps() {
    daemon.answer(
        "POST " + ONE + "/keys",
        403,
        "{\"code\":\"policy_blocked\",\"detail\":\"raw keys are not allowed\",\"details\":{"
            + "\"control_code\":\"POLICY_BLOCKED\",\"policy\":\"allow_raw_keys\",\"keys\":[\"Up\"]}}");
    Calls.Call call = calls.run("keys", ID, "Up", "--json");
    assertThat(call.code()).isEqualTo(3);
    assertThat(call.out()).isEmpty();
    assertThat(call.err())
        .contains("\"code\":\"policy_blocked\"", "\"control_code\":\"POLICY_BLOCKED\"")
        .contains("\"keys\":[\"Up\"]")
        .contains("\"example\":\"agentpool interrupt <session-id> --json\"");
    assertThat(calls.run("keys", ID, "Up").err())
        .isEqualTo(
            "agentpool: raw keys are not allowed\ntry: agentpool interrupt <session-id> --json\n");
    Calls.Call none = calls.run("observe", "../tasks/x", "--json");
    assertThat(none.code()).isEqualTo(5);
    assertThat(none.err()).contains("\"control_code\":\"TMUX_SESSION_NOT_FOUND\"");
  }

  @Test
  void withoutATerminalAttachPrintsTheCommandAndAtOneItRunsIt() throws IOException {
    Path proof = temp.resolve("proof");
    daemon.answer(
        "GET " + ONE + "/attach",
        200,
        "{\"session_id\":\""
            + ID
            + "\",\"attach_command\":\"touch it\",\"argv\":[\"touch\",\""
            + proof
            + "\"],\"can_attach\":true,\"attach_kind\":\"interactive\"}");
    assertThat(calls.run("attach", ID).out()).isEqualTo("touch it\n");
    assertThat(calls.run("attach", ID, "--json").out()).contains("\"attach_kind\":\"interactive\"");
    assertThat(proof).doesNotExist();
    assertThat(calls.runWith(new byte[0], true, "attach", ID).code()).isZero();
    assertThat(proof).exists();
  }

  @Test
  void aViewFollowsEachTurnUntilTheSessionHasEnded() {
    daemon.answer("GET " + ONE, 200, "{\"session\":" + SESSION + "}");
    daemon.answer("GET " + ONE, 200, "{\"session\":" + SESSION.replace("task-1", "task-2") + "}");
    daemon.answer(
        "GET " + ONE,
        200,
        "{\"session\":"
            + SESSION
                .replace("task-1", "task-2")
                .replace("\"ended_at\":null", "\"ended_at\":\"x\",\"reason\":\"over\"")
                .replace("RUNNING", "CANCELLED")
            + "}");
    for (int turn = 1; turn <= 2; turn++) {
      daemon.chunked(
          "GET /v1/tasks/task-" + turn + "/events?follow=true&after=0",
          "text/event-stream",
          "id: 1\nevent: text\ndata: {\"text\":\"words of turn "
              + turn
              + "\"}\n\nevent: end\ndata: {\"id\":\"task-1\"}\n\n");
    }
    Calls.Call call = calls.run("attach", ID, "--view");
    assertThat(call.code()).as(call.err()).isZero();
    assertThat(call.out())
        .containsSubsequence("task-1", "words of turn 1", "task-2", "words of turn 2")
        .endsWith("· CANCELLED over\n");
  }
}
