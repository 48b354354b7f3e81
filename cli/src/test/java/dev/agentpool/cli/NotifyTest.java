package dev.agentpool.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who looks elsewhere is told what waits and how it ended, once, by what there is. */
class NotifyTest {
  private static final String ASKED =
      "id: 3\nevent: question\ndata: {\"question_id\":\"question-1\",\"state\":\"open\",\"title\":"
          + "\"Bash: rm $(touch pwned) \\u001b]0;x\\u0007\",\"options\":[]}\n\n";

  @TempDir Path temp;
  private BlockingQueue<String> events = new LinkedBlockingQueue<>();
  private Calls calls = new Calls(Path.of("/"), Path.of("/"), null);
  private FakeDaemon daemon;

  @BeforeEach
  void start() throws IOException {
    daemon = new FakeDaemon(temp.resolve("home"));
    calls =
        new Calls(temp.resolve("home"), Files.createDirectory(temp.resolve("project")), null)
            .with("PATH", Files.createDirectory(temp.resolve("bin")).toString());
    daemon.answer("POST /v1/tasks", 202, "{\"task_id\":\"task-1\"}");
    events = daemon.stream("GET /v1/tasks/task-1/events?follow=true&after=0");
  }

  @AfterEach
  void stop() throws IOException {
    daemon.close();
  }

  private void ends(String state, String message) {
    events.add(
        "id: 9\nevent: end\ndata: {\"id\":\"task-1\",\"state\":\""
            + state
            + "\",\"prompt\":\"use sk-secret\",\"title\":\"use sk-secret\",\"result\":{\"output\":"
            + "\"four\",\"outcome\":\""
            + state
            + "\",\"message\":\""
            + message
            + "\",\"success\":true}}\n\n");
    events.add("");
  }

  /** A program that writes down what it is called with, an argument a line, and ends so. */
  private Path program(String name, int code) throws IOException {
    Path program = temp.resolve("bin").resolve(name);
    Files.writeString(
        program,
        "#!/bin/sh\nfor one in \"$@\"; do printf '%s\\n' \"$one\" >> '"
            + temp.resolve("told")
            + "'; done\nexit "
            + code
            + "\n");
    assertThat(program.toFile().setExecutable(true)).isTrue();
    return program;
  }

  private List<String> told() throws IOException {
    return Files.readAllLines(temp.resolve("told"));
  }

  @Test
  void theChosenProgramHearsOfAQuestionAndOfTheEndAndOfNothingTwice() throws IOException {
    events.add(ASKED);
    events.add(ASKED.replace("id: 3", "id: 4"));
    ends("completed", "");
    Path program = program("tell", 0);
    Calls.Call call =
        calls
            .with("AGENTPOOL_NOTIFY", program.toString())
            .run("run", "--notify", "--title", "Sums", "use sk-secret");
    assertThat(call.code()).as("%s", call).isZero();
    assertThat(call.err()).doesNotContain("--notify");
    assertThat(told()).hasSize(4);
    assertThat(told().get(0)).isEqualTo("agentpool: a question waits for you");
    assertThat(told().get(1)).isEqualTo("Bash: rm $(touch pwned) (agentpool answer question-1)");
    assertThat(told().get(2)).isEqualTo("agentpool: Sums completed");
    assertThat(told().get(3)).startsWith("task-1 completed");
    assertThat(told().toString()).as("a prompt is nobody else's").doesNotContain("sk-secret");
    assertThat(temp.resolve("project/pwned")).doesNotExist();
  }

  @Test
  void aProgramIsFoundByItsNameAndAFailureSaysWhy() throws IOException {
    ends("failed", "it broke " + "x".repeat(1_000));
    program("tell", 0);
    Calls.Call call = calls.with("AGENTPOOL_NOTIFY", "tell").run("run", "--notify", "2+2");
    assertThat(call.code()).isEqualTo(1);
    assertThat(told().get(0)).isEqualTo("agentpool: task-1 failed");
    assertThat(told().get(1)).contains("it broke xxx").hasSizeLessThan(260);
  }

  @Test
  void aDesktopIsToldByItsOwnProgram() throws IOException {
    ends("pending_review", "");
    program("notify-send", 0);
    calls.with("DISPLAY", ":7").run("run", "--notify", "-q", "2+2");
    assertThat(told().subList(0, 3))
        .containsExactly("--app-name=agentpool", "--", "agentpool: task-1 waits for your review");
  }

  @Test
  void aMacIsToldByScriptWhoseWordsAreArguments() throws IOException {
    ends("completed", "");
    program("osascript", 0);
    calls.run("run", "--notify", "2+2");
    assertThat(told()).contains("on run argv", "agentpool: task-1 completed");
  }

  @Test
  void withoutAnyTheTerminalRings() {
    ends("completed", "");
    Calls.Call call =
        calls.with("TERM", "xterm").runWith(new byte[0], true, "run", "--notify", "2+2");
    assertThat(call.code()).as("%s", call).isZero();
    assertThat(call.err())
        .contains("\u001b]9;agentpool: task-1 completed: task-1 completed")
        .endsWith("\u0007\u0007");
    assertThat(call.err()).doesNotContain("--notify:");
  }

  @Test
  void whatCannotTellIsSaidOnceAndFailsNothing() throws IOException {
    events.add(ASKED);
    ends("completed", "");
    Path broken = program("tell", 3);
    Calls.Call call =
        calls.with("AGENTPOOL_NOTIFY", broken.toString()).run("run", "--notify", "2+2");
    assertThat(call.code()).isZero();
    assertThat(call.out()).isEqualTo("four\n");
    assertThat(call.err())
        .containsOnlyOnce("nothing here can: " + broken + " ended with exit code 3");

    Calls.Call missing = notified("AGENTPOOL_NOTIFY", "no-such-program");
    assertThat(missing.code()).isZero();
    assertThat(missing.err()).contains("cannot run no-such-program");
    assertThat(notified("NOTHING", "").err()).contains("there is no program for it");
  }

  private Calls.Call notified(String variable, String value) {
    events = daemon.stream("GET /v1/tasks/task-1/events?follow=true&after=0");
    ends("completed", "");
    return calls.with(variable, value).run("run", "--notify", "2+2");
  }

  @Test
  void whoWatchesIsToldWhatNeedsThem() throws IOException {
    daemon.answer(
        "GET /v1/journal?after=1&follow=true&limit=4",
        200,
        "id: 2\ndata: {\"seq\":2,\"kind\":\"settled\",\"task_id\":\"task-1\",\"to\":\"completed\"}\n\n"
            + "id: 3\ndata: {\"seq\":3,\"kind\":\"question_asked\",\"task_id\":\"task-2\"}\n\n"
            + "id: 4\ndata: {\"seq\":4,\"kind\":\"settled\",\"task_id\":\"task-3\",\"to\":\"failed\"}\n\n"
            + "id: 5\ndata: {\"seq\":5,\"kind\":\"settled\",\"task_id\":\"task-4\","
            + "\"to\":\"pending_review\",\"attempt\":1}\n\n");
    Calls chosen = calls.with("AGENTPOOL_NOTIFY", program("tell", 0).toString());
    chosen.run("watch", "--all", "--notify", "--after", "1", "--limit", "4");
    assertThat(told())
        .containsExactly(
            "agentpool: a question waits for you",
            "agentpool inbox: it is task-2 that asks",
            "agentpool: task-3 failed",
            "agentpool task task-3",
            "agentpool: task-4 waits for your review",
            "agentpool review task-4");
  }

  @Test
  void whoWaitsForTasksHearsWhatTheyAskAndHowEachEnded() throws IOException {
    String one = "{\"id\":\"task-1\",\"pool\":\"p\",\"state\":";
    String two = ",{\"id\":\"task-2\",\"pool\":\"p\",\"state\":";
    String wait = "POST /v1/tasks/wait";
    daemon.answer("GET /v1/status", 200, "{\"pools\":[]}");
    daemon.answer(
        "GET /v1/inbox",
        200,
        "{\"questions\":[{\"id\":\"question-1\",\"task_id\":\"task-2\",\"title\":\"Bash: ls\"},"
            + "{\"id\":\"question-2\",\"task_id\":\"task-9\",\"title\":\"not of these\"},"
            + "{\"id\":\"question-3\",\"kind\":\"money\",\"pool\":\"p\",\"title\":\"a cap\"}]}");
    String ended = "{\"id\":\"task-%s\",\"state\":\"%s\",\"result\":{\"outcome\":\"%s\"}}";
    daemon.answer("GET /v1/tasks/task-1", 200, ended.formatted("1", "completed", "completed"));
    daemon.answer("GET /v1/tasks/task-2", 200, ended.formatted("2", "failed", "failed"));
    String late =
        "{\"satisfied\":false,\"tasks\":[" + one + "\"completed\"}" + two + "\"running\"}]}";
    String over =
        "{\"satisfied\":true,\"tasks\":[" + one + "\"completed\"}" + two + "\"failed\"}]}";
    daemon.answer(wait, 200, late).answer(wait, 200, late).answer(wait, 200, over);
    Calls.Call call =
        calls
            .with("AGENTPOOL_NOTIFY", program("tell", 0).toString())
            .run("wait", "--notify", "task-1", "task-2");
    assertThat(call.code()).as("%s", call).isEqualTo(1);
    assertThat(told().stream().filter(line -> line.startsWith("agentpool: ")))
        .containsExactly(
            "agentpool: task-1 completed",
            "agentpool: a question waits for you",
            "agentpool: a question waits for you",
            "agentpool: task-2 failed");
    assertThat(told().toString()).contains("Bash: ls", "a cap").doesNotContain("not of these");
  }
}
