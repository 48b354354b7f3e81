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

/** What the command line makes of the daemon's answers: the fixed shapes and the exit codes. */
class DaemonAnswersTest {
  private static final String DONE =
      "{\"id\":\"task-1\",\"state\":\"completed\",\"slot_id\":\"slot-0\",\"result\":{\"output\":\"four\\u001b[31m\","
          + "\"success\":true,\"outcome\":\"completed\",\"elapsed_ms\":1500,\"turns_used\":2},"
          + "\"cost_microdollars\":12500,\"cost_known\":true}";
  private static final String FAILED =
      "{\"id\":\"task-2\",\"state\":\"failed\",\"result\":{\"outcome\":\"crashed\",\"message\":\"exit"
          + " 3\"}}";
  private static final String EVENTS = "/v1/tasks/task-1/events?follow=true&after=";

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

  @Test
  void submitPrintsTheIdAndSendsWhatItWasTold() {
    daemon.answer("POST /v1/tasks", 202, "{\"task_id\":\"task-1\",\"state\":\"pending\"}");
    assertThat(
            calls.run(
                "submit",
                "--json",
                "--model",
                "m",
                "--set",
                "recycle_after=3",
                "--tag",
                "a",
                "@@say hi@@"))
        .isEqualTo(new Calls.Call(0, "{\"task_id\":\"task-1\"}\n", ""));
    assertThat(daemon.requests())
        .containsExactly(
            "POST /v1/tasks {\"prompt\":\"@@say"
                + " hi@@\",\"settings\":{\"recycle_after\":3,\"model\":\"m\"},\"tags\":[\"a\"],"
                + "\"dir\":\""
                + temp.resolve("project")
                + "\"}");
    assertThat(calls.runWith("piped".getBytes(StandardCharsets.UTF_8), false, "submit").out())
        .isEqualTo("task-1\n");
  }

  @Test
  void runStreamsWhatTheAgentDoesAndPrintsTheTask() {
    daemon.answer("POST /v1/tasks", 202, "{\"task_id\":\"task-1\"}");
    daemon.chunked(
        "GET " + EVENTS + 0,
        "text/event-stream",
        ": silence\n\nid: 1\nevent: text\ndata: {\"text\":\"I think\"}\n\nid: 2\nevent: end\ndata: "
            + DONE
            + "\n\n");
    Calls.Call call = calls.run("run", "--json", "2+2");
    assertThat(call.code()).isZero();
    assertThat(call.out()).isEqualTo(DONE + "\n");
    assertThat(call.err()).isEqualTo("I think\ntask-1 completed, $0.0125, 1.5s, 2 turns\n");
  }

  @Test
  void runGoesOnWhereItWasWhenTheStreamIsCut() {
    daemon.answer("POST /v1/tasks", 202, "{\"task_id\":\"task-1\"}");
    daemon.raw(
        "GET " + EVENTS + 0,
        "HTTP/1.1 200 OK\r\n"
            + "Content-Length: 999\r\n\r\n"
            + "id: 7\n"
            + "event: text\n"
            + "data: {\"text\":\"once\"}\n\n"
            + "id: 8\n"
            + "event: te");
    daemon.chunked(
        "GET " + EVENTS + 7, "text/event-stream", "id: 8\nevent: end\ndata: " + DONE + "\n\n");
    Calls.Call call = calls.run("run", "x");
    assertThat(call.code()).isZero();
    assertThat(call.err()).startsWith("once\ntask-1 completed");
  }

  @Test
  void runDoesNotStartADaemonThatWasStopped() throws IOException {
    daemon.answer("POST /v1/tasks", 202, "{\"task_id\":\"task-1\"}");
    daemon.afterwards(
        "GET " + EVENTS + 0,
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        this::stopLikeADaemon);
    Calls.Call call = calls.run("run", "x");
    assertThat(call.code()).isEqualTo(4);
    assertThat(call.err()).contains("was stopped; nothing is lost");
    assertThat(daemon.requests()).noneMatch(request -> request.contains("/cancel"));
  }

  @Test
  void waitDoesNotStartADaemonThatWasStopped() {
    daemon.afterwards("POST /v1/tasks/wait", "", this::stopLikeADaemon);
    assertThat(calls.run("wait", "task-1").err()).contains("was stopped; nothing is lost");
  }

  private void stopLikeADaemon() {
    try {
      daemon.close();
      Files.delete(temp.resolve("home/state/run/daemon.sock"));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void watchSaysThatTheDaemonEndedAndFromWhereItGoesOn() {
    daemon.chunked(
        "GET /v1/journal?after=3&follow=true",
        "text/event-stream",
        "id: 4\ndata: {\"seq\":4,\"kind\":\"task_started\",\"task_id\":\"task-1\"}\n\n");
    Calls.Call ended = calls.run("watch", "--all", "--after", "3");
    assertThat(ended.out()).contains("task-1");
    assertThat(ended.code()).isEqualTo(4);
    assertThat(ended.err()).contains("the daemon stopped", "agentpool watch --after 4");
  }

  @Test
  void watchWithALimitEndsWell() {
    daemon.chunked(
        "GET /v1/journal?after=3&follow=true&limit=1",
        "text/event-stream",
        "id: 4\ndata: {\"seq\":4,\"kind\":\"task_started\",\"task_id\":\"task-1\"}\n\n");
    assertThat(calls.run("watch", "--all", "--after", "3", "--limit", "1").code()).isZero();
  }

  @Test
  void statusSaysWhatKeepsTheOldestTaskFromAFreeSlot() {
    daemon.answer(
        "GET /v1/status",
        200,
        "{\"pools\":[{\"name\":\"p\",\"dir\":\"/p\",\"slots\":1,\"tasks\":{\"pending\":2},"
            + "\"slot_states\":[{\"id\":\"slot-0\",\"state\":\"idle\"}]}]}");
    daemon.answer(
        "GET /v1/tasks?dir=%2Fp&state=pending&limit=1&order=asc",
        200,
        "{\"items\":[{\"id\":\"task-1\",\"waits_for\":\"money\",\"reason\":\"waits for money:"
            + " the cap\"}],\"total\":2}");
    assertThat(calls.run("status").out()).contains("  waits  task-1 waits for money: the cap\n");
  }

  @Test
  void aCancelOfWhatHasEndedSaysThatNothingWasCancelled() {
    String ended = "{\"id\":\"task-1\",\"state\":\"completed\",\"had_ended\":true}";
    daemon.answer("POST /v1/tasks/task-1/cancel", 200, ended);
    daemon.answer("POST /v1/tasks/task-1/cancel", 200, ended);
    daemon.answer(
        "POST /v1/tasks/task-2/cancel",
        200,
        "{\"id\":\"task-2\",\"state\":\"cancelled\",\"had_ended\":false}");
    assertThat(calls.run("cancel", "task-1"))
        .isEqualTo(
            new Calls.Call(
                0, "task-1 completed\n", "task-1 had ended already: nothing was cancelled\n"));
    assertThat(calls.run("cancel", "task-2"))
        .isEqualTo(new Calls.Call(0, "task-2 cancelled\n", ""));
    assertThat(calls.run("cancel", "--json", "task-1").out()).contains(ended);
  }

  @Test
  void aTaskThatWasRejectedFailedByThatAndNotByItsOwnEnd() {
    daemon.answer(
        "GET /v1/tasks/task-1",
        200,
        "{\"id\":\"task-1\",\"state\":\"failed\",\"reason\":\"rejected 2 times\","
            + "\"result\":{\"outcome\":\"completed\",\"output\":\"x\"}}");
    Calls.Call result = calls.run("result", "task-1");
    assertThat(result.err()).contains("rejected 2 times").doesNotContain("completed");
  }

  @Test
  void waitSaysWhyATaskDoesNotBegin() {
    String why = "the pool is drained: agentpool resume";
    String task = "\"tasks\":[{\"id\":\"task-1\",\"pool\":\"p\",";
    daemon.answer("GET /v1/status", 200, "{\"pools\":[]}");
    daemon.answer(
        "GET /v1/tasks/task-1",
        200,
        "{\"id\":\"task-1\",\"state\":\"pending\",\"reason\":\"" + why + "\"}");
    daemon
        .answer(
            "POST /v1/tasks/wait", 200, "{\"satisfied\":false," + task + "\"state\":\"pending\"}]}")
        .answer(
            "POST /v1/tasks/wait",
            200,
            "{\"satisfied\":true," + task + "\"state\":\"completed\"}]}");
    Calls.Call done = calls.run("wait", "task-1");
    assertThat(done.code()).isZero();
    assertThat(done.err()).contains("waits: task-1: " + why);
  }

  @Test
  void theOutputOfARunIsSeenOnce() {
    daemon.answer("POST /v1/tasks", 202, "{\"task_id\":\"task-1\"}");
    daemon.chunked(
        "GET " + EVENTS + 0,
        "text/event-stream",
        "id: 1\n"
            + "event: text\n"
            + "data: {\"text\":\"first\"}\n\n"
            + "id: 2\n"
            + "event: text\n"
            + "data: {\"text\":\"last\"}\n\n"
            + "id: 3\n"
            + "event: state\n"
            + "data: {\"state\":\"completed\"}\n\n"
            + "id: 4\n"
            + "event: end\n"
            + "data:"
            + " {\"id\":\"task-1\",\"state\":\"completed\",\"result\":{\"output\":\"last\"}}\n\n");
    Calls.Call call = calls.run("run", "x");
    assertThat(call.out()).isEqualTo("last\n");
    assertThat(call.err()).startsWith("first\ntask-1 completed");
  }

  @Test
  void theDirectoryMayStandBeforeTheCommand() {
    daemon.answer("POST /v1/tasks", 202, "{\"task_id\":\"task-1\"}");
    daemon.answer("GET /v1/tasks/task-1", 200, DONE);
    assertThat(calls.run("-C", temp.toString(), "submit", "x").code()).isZero();
    assertThat(daemon.requests())
        .containsExactly("POST /v1/tasks {\"prompt\":\"x\",\"dir\":\"" + temp + "\"}");
    assertThat(calls.run("-C", temp.toString(), "result", "task-1").code()).isZero();
  }

  @Test
  void configShowsOriginsWhenAsked() {
    daemon.answer(
        "GET /v1/config?dir=" + encoded("project"),
        200,
        "{\"settings\":[{\"key\":\"model\",\"value\":\"m\",\"origin\":\"user\",\"meaning\":\"x\"}]}");
    assertThat(calls.run("config", "show", "--origin").out()).contains("user");
    assertThat(calls.run("config", "show").out()).doesNotContain("user");
  }

  @Test
  void anAnswerThatIsNotUnderstoodIsADefectAndNoFailedTask() {
    daemon.answer("GET /v1/tasks/task-1", 200, "{\"id\":");
    assertThat(calls.run("result", "task-1").code()).isEqualTo(4);
  }

  @Test
  void anEscapeOfTheAgentNeverReachesATerminalAndNoColourReachesAPipe() {
    daemon.answer("GET /v1/tasks/task-1", 200, DONE);
    daemon.answer("GET /v1/tasks/task-2", 200, FAILED);
    assertThat(calls.runWith(new byte[0], true, "result", "task-1").out()).isEqualTo("four\n");
    assertThat(calls.run("result", "task-1").out()).isEqualTo("four\n");
    assertThat(calls.runWith(new byte[0], true, "result", "task-2").err()).contains("\u001b[31m");
    assertThat(calls.run("result", "task-2").err()).isEqualTo("task-2 failed: crashed: exit 3\n");
  }

  @Test
  void refusalsBecomeExitCodes() {
    daemon.answer(
        "GET /v1/tasks/task-9",
        404,
        "{\"detail\":\"task not found: task-9\",\"code\":\"task_not_found\"}");
    daemon.answer(
        "POST /v1/tasks/task-1/retry", 409, "{\"detail\":\"it runs\",\"code\":\"wrong_state\"}");
    daemon.answer(
        "GET /v1/doctor?dir=" + encoded("project"), 503, "{\"detail\":\"the disk is full\"}");
    daemon.answer("PUT /v1/budget", 400, "{\"detail\":\"must be more than 0\"}");
    daemon.answer(
        "GET /v1/tasks/task-3",
        200,
        "{\"id\":\"task-3\",\"state\":\"failed\",\"result\":{\"outcome\":\"budget_exhausted\"}}");
    assertThat(calls.run("result", "task-9"))
        .isEqualTo(new Calls.Call(5, "", "agentpool: task not found: task-9\n"));
    assertThat(calls.run("retry", "task-1").code()).isEqualTo(3);
    assertThat(calls.run("doctor"))
        .isEqualTo(new Calls.Call(4, "", "agentpool: the disk is full\n"));
    assertThat(calls.run("budget", "set", "--day-usd", "0").code()).isEqualTo(2);
    assertThat(calls.run("result", "task-3").code()).isEqualTo(3);
  }

  @Test
  void waitReturnsOneForAFailedTaskAndACodeOfItsOwnForTimeThatIsOver() {
    String failed = "{\"satisfied\":true,\"tasks\":[{\"id\":\"task-2\",\"state\":\"failed\"}]}";
    String late = "{\"satisfied\":false,\"tasks\":[{\"id\":\"task-2\",\"state\":\"running\"}]}";
    daemon.answer("POST /v1/tasks/wait", 200, failed).answer("POST /v1/tasks/wait", 200, late);
    assertThat(calls.run("wait", "--json", "task-2"))
        .isEqualTo(new Calls.Call(1, failed + "\n", ""));
    assertThat(calls.run("wait", "--json", "--timeout", "2s", "task-2"))
        .isEqualTo(new Calls.Call(124, late + "\n", "the time is over (2s)\n"));
    assertThat(daemon.requests())
        .contains(
            "POST /v1/tasks/wait {\"ids\":[\"task-2\"],\"mode\":\"all\",\"timeout_ms\":2000}");
  }

  @Test
  void fanOutReportsEveryTaskInInputOrder() {
    daemon.answer("POST /v1/tasks/fan-out", 202, "{\"task_ids\":[\"task-2\",\"task-1\"]}");
    daemon.answer(
        "POST /v1/tasks/wait",
        200,
        "{\"satisfied\":true,\"tasks\":[{\"id\":\"task-1\",\"state\":\"completed\"},{\"id\":\"task-2\",\"state\":\"running\"}]}");
    daemon.answer(
        "POST /v1/tasks/wait",
        200,
        "{\"satisfied\":true,\"tasks\":[{\"id\":\"task-2\",\"state\":\"failed\"}]}");
    daemon.answer("GET /v1/tasks/task-1", 200, DONE);
    daemon.answer("GET /v1/tasks/task-2", 200, FAILED);
    Calls.Call call =
        calls.runWith(
            "one\n\ntwo\n".getBytes(StandardCharsets.UTF_8),
            false,
            "fan-out",
            "--json",
            "--prompts-file",
            "-");
    assertThat(call.code()).isEqualTo(1);
    assertThat(call.out()).isEqualTo("{\"results\":[" + FAILED + "," + DONE + "]}\n");
    assertThat(call.err()).isEqualTo("task-2  one\ntask-1  two\n");
  }

  @Test
  void fanOutGivesWholeAnswersUnderHeadingsAndOneFailureCancelsNothing() {
    String answer = "word ".repeat(100).strip();
    String long1 =
        DONE.replaceFirst(
            "\"state\":\"completed\"", "\"state\":\"completed\",\"output\":\"" + answer + "\"");
    daemon.answer("POST /v1/tasks/fan-out", 202, "{\"task_ids\":[\"task-2\",\"task-1\"]}");
    daemon.answer(
        "POST /v1/tasks/wait",
        200,
        "{\"satisfied\":true,\"tasks\":[{\"id\":\"task-2\",\"state\":\"failed\"},"
            + "{\"id\":\"task-1\",\"state\":\"completed\"}]}");
    daemon.answer("GET /v1/tasks/task-1", 200, long1);
    daemon.answer("GET /v1/tasks/task-2", 200, FAILED);
    Calls.Call call = calls.run("fan-out", "one", "two");
    assertThat(call.code()).isEqualTo(1);
    assertThat(call.err()).startsWith("task-2  one\ntask-1  two\n");
    assertThat(call.out())
        .contains("── one ── task-2 failed", "exit 3", "── two ── task-1", answer);
    assertThat(daemon.requests()).noneMatch(request -> request.contains("/cancel"));
  }

  @Test
  void fanOutLeavesTheBoundToTheDaemonAndWhenItFailsFastCancelsWhatWaitsAfterAFailure() {
    String waiting = "{\"id\":\"task-3\",\"state\":\"blocked\"}";
    String cancelled = "{\"id\":\"task-3\",\"state\":\"cancelled\"}";
    daemon.answer("POST /v1/tasks/fan-out", 202, "{\"task_ids\":[\"task-2\",\"task-3\"]}");
    daemon.answer(
        "POST /v1/tasks/wait",
        200,
        "{\"satisfied\":true,\"tasks\":[{\"id\":\"task-2\",\"state\":\"failed\"}]}");
    daemon.answer("POST /v1/tasks/wait", 200, "{\"satisfied\":true,\"tasks\":[" + cancelled + "]}");
    daemon.answer("GET /v1/tasks/task-2", 200, FAILED);
    daemon.answer("GET /v1/tasks/task-3", 200, waiting);
    daemon.answer("GET /v1/tasks/task-3", 200, cancelled);
    daemon.answer("POST /v1/tasks/task-3/cancel", 200, cancelled);
    Calls.Call call =
        calls.run("fan-out", "--json", "--fail-fast", "--concurrency", "1", "one", "two");
    assertThat(call.code()).isEqualTo(1);
    assertThat(call.out()).isEqualTo("{\"results\":[" + FAILED + "," + cancelled + "]}\n");
    assertThat(daemon.requests())
        .contains(
            "POST /v1/tasks/fan-out {\"dir\":\""
                + temp.resolve("project")
                + "\",\"prompts\":[\"one\",\"two\"],\"concurrency\":1,\"wait\":false}");
  }

  @Test
  void statusAndBudgetPassThroughWhatTheDaemonSays() {
    daemon.answer(
        "GET /v1/status",
        200,
        "{\"pid\":7,\"version\":\"1\",\"pools\":[{\"name\":\"p\",\"spend_microdollars\":1}]}");
    assertThat(calls.run("status", "--json").out())
        .isEqualTo(
            "{\"pid\":7,\"version\":\"1\",\"pools\":[{\"name\":\"p\",\"spend_microdollars\":1}]}\n");
    assertThat(calls.run("status").out()).contains("p").contains("$0.000001 spent");
  }

  @Test
  void aCapIsABarForAPersonAndALineForAPipe() {
    String cap =
        "\"cap_microdollars\":1000000,\"spent_microdollars\":%d,\"unknown_microdollars\":0,";
    daemon.answer(
        "GET /v1/budget?dir=" + encoded("project"),
        200,
        "{\"pool\":{"
            + cap.formatted(250_000)
            + "\"reserved_microdollars\":100000,\"left_microdollars\":650000},\"day\":{"
            + cap.formatted(1_200_000)
            + "\"reserved_microdollars\":0,\"left_microdollars\":0},"
            + "\"task_cap_microdollars\":null,\"tokens\":{\"pool\":{\"spent\":5,\"cap\":null},"
            + "\"day\":{\"spent\":1,\"unknown\":2,\"cap\":10,\"left\":7}}}");
    String piped = calls.run("budget").out();
    assertThat(piped)
        .contains("pool  $0.25 spent, $0.10 reserved, $0.65 left of $1.00\nday  $1.20");
    Calls narrow = calls.with("COLUMNS", "40").with("LINES", "24");
    String plain = narrow.runWith(new byte[0], true, "budget").out();
    assertThat(plain)
        .contains("$0.65 left of $1.00\n      ", "###", "+", ".  25 % spent", "##  120 % spent")
        .contains("1 to 3 tokens, 0 reserved, 7 left of 10\n      ", "??")
        .doesNotContain("█");
    String blocks = narrow.with("LANG", "de_DE.UTF-8").runWith(new byte[0], true, "budget").out();
    assertThat(blocks).contains("██", "▓", "░  25 % spent");
    for (String out : List.of(plain, blocks)) {
      assertThat(out.replaceAll("\u001b\\[[0-9;]*m", "").lines())
          .filteredOn(line -> line.startsWith("      "))
          .hasSize(3)
          .allMatch(line -> line.length() <= 40);
    }
    assertThat(narrow.runWith(new byte[0], true, "budget", "-o", "wide").out()).isEqualTo(piped);
  }

  private String encoded(String name) {
    return temp.resolve(name).toString().replace("/", "%2F");
  }

  @Test
  void aKeyOfTheShellIsHandedOverBeforeItsWorkAndNowhereElse() {
    Calls withKey = calls.with("ANTHROPIC_API_KEY", "k1").with("GITHUB_TOKEN", "t");
    daemon.answer("POST /v1/environment", 200, "{}");
    daemon.answer("POST /v1/tasks", 202, "{\"task_id\":\"task-1a2b3c4d5e6f7081\"}");
    daemon.answer(
        "GET /v1/tasks/task-1a2b3c4d5e6f7081",
        200,
        "{\"id\":\"task-1a2b3c4d5e6f7081\",\"state\":\"running\"}");
    withKey.run("submit", "x");
    withKey.run("task", "task-1a2b3c4d5e6f7081");
    assertThat(List.copyOf(daemon.requests()).getFirst())
        .startsWith("POST /v1/environment ")
        .contains("\"ANTHROPIC_API_KEY\":\"k1\"", "\"forget\":[\"ANTHROPIC_AUTH_TOKEN\"")
        .doesNotContain("GITHUB_TOKEN");
    assertThat(daemon.requests()).hasSize(3);
  }

  @Test
  void aShellWithoutAKeyAndAWorkerHandOverNothing() {
    daemon.answer("POST /v1/tasks", 202, "{\"task_id\":\"task-1\"}");
    daemon.answer("POST /v1/tasks", 202, "{\"task_id\":\"task-2\"}");
    calls.run("submit", "x");
    calls.with("ANTHROPIC_API_KEY", "k").with("AGENTPOOL_SLOT_TOKEN", "t").run("submit", "x");
    assertThat(daemon.requests()).allMatch(request -> request.startsWith("POST /v1/tasks "));
  }

  @Test
  void theEnvironmentIsComparedByWhatThePatternsName() {
    daemon.answer(
        "GET /v1/environment?dir=" + encoded("project"),
        200,
        "{\"patterns\":[\"PATH\",\"ANTHROPIC_*\"],\"names\":[\"PATH\"]}");
    daemon.answer(
        "POST /v1/environment",
        200,
        "{\"changed\":[\"PATH\"],\"missing\":[\"ANTHROPIC_MODEL\"],\"gone\":[]}");
    Calls.Call call = calls.with("ANTHROPIC_MODEL", "m").with("SECRET", "s").run("env", "refresh");
    assertThat(call.out()).isEqualTo("renewed: changed PATH; not given yet ANTHROPIC_MODEL\n");
    assertThat(List.copyOf(daemon.requests()).getLast())
        .contains("\"ANTHROPIC_MODEL\":\"m\"", "\"apply\":true")
        .doesNotContain("SECRET");
  }

  @Test
  void trustIsGivenForTheContentThatWasSeen() {
    String seen =
        "{\"dir\":\"/p\",\"commands\":[\".mcp.json: MCP server x: y\"],\"content\":\"sha256:1\","
            + "\"trusted\":false,\"changed\":true}";
    daemon.answer("GET /v1/trust?dir=" + encoded("project"), 200, seen);
    daemon.answer("GET /v1/trust?dir=" + encoded("project"), 200, seen);
    daemon.answer("POST /v1/trust", 200, seen.replace("\"trusted\":false", "\"trusted\":true"));
    assertThat(calls.run("trust").out())
        .contains("MCP server x: y", "not trusted: it has changed since you trusted it");
    assertThat(calls.run("trust", "give").out()).contains("trusted as it is now (sha256:1)");
    assertThat(List.copyOf(daemon.requests()).getLast()).contains("\"content\":\"sha256:1\"");
  }
}
