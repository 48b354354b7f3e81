package dev.agentpool.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run on a terminal asks the person who sits there. */
class InPlaceTest {
  private static final String QUESTION =
      "{\"id\":\"question-1\",\"pool\":\"p-1\",\"kind\":\"money\",\"state\":\"open\","
          + "\"title\":\"the cap of pool p, 500 tokens, is used up\","
          + "\"options\":[\"raise 500\",\"raise 500 today\",\"drop\"]}";
  private static final String OTHERS =
      QUESTION.replace("question-1", "question-2").replace("p-1", "p-2");
  private static final String END =
      "id: 9\nevent: end\ndata: {\"id\":\"task-1\",\"state\":\"completed\",\"result\":"
          + "{\"output\":\"four\",\"outcome\":\"completed\",\"success\":true}}\n\n";

  @TempDir Path temp;
  private BlockingQueue<String> events = new LinkedBlockingQueue<>();
  private Calls calls = new Calls(Path.of("/"), Path.of("/"), null);
  private FakeDaemon daemon;

  @BeforeEach
  void start() throws IOException {
    daemon = new FakeDaemon(temp.resolve("home"));
    calls = new Calls(temp.resolve("home"), Files.createDirectory(temp.resolve("project")), null);
    daemon.answer("POST /v1/tasks", 202, "{\"task_id\":\"task-1\"}");
    events = daemon.stream("GET /v1/tasks/task-1/events?follow=true&after=0");
    daemon.answer(
        "GET /v1/tasks/task-1",
        200,
        "{\"id\":\"task-1\",\"state\":\"pending\",\"pool\":\"p-1\",\"reason\":\"waits for tokens:"
            + " the cap is used up\"}");
    daemon.answer("GET /v1/status", 200, "{\"pools\":[]}");
    daemon.answer("GET /v1/inbox", 200, "{\"questions\":[" + OTHERS + "," + QUESTION + "]}");
    daemon.answer("GET /v1/questions/question-1", 200, QUESTION);
  }

  @AfterEach
  void stop() throws IOException {
    daemon.close();
  }

  private void ends() {
    events.add(END);
    events.add("");
  }

  @Test
  void aCapThatIsUsedUpIsAskedAboutWhileTheTaskWaitsAndOnlyThatOfItsPool() {
    String ok = "{\"state\":\"delivered\"}";
    daemon.afterwards(
        "POST /v1/questions/question-1/answer",
        "HTTP/1.1 200 x\r\nContent-Length: " + ok.length() + "\r\n\r\n" + ok,
        this::ends);
    Calls.Call call = calls.runWith("2\n".getBytes(StandardCharsets.UTF_8), true, "run", "2+2");
    assertThat(call.code()).as("%s", call).isZero();
    assertThat(call.err())
        .contains("? the cap of pool p, 500 tokens, is used up", "2  raise 500 today");
    assertThat(daemon.requests())
        .filteredOn(request -> request.startsWith("POST /v1/questions/"))
        .singleElement()
        .asString()
        .contains("question-1/answer", "\"answer\":\"text\",\"text\":\"raise 500 today\"");
  }

  @Test
  void whatIsNoAnswerIsAskedAgain() {
    daemon.answer(
        "POST /v1/questions/question-1/answer",
        400,
        "{\"code\":\"invalid\",\"detail\":\"tokens were asked for\"}");
    String ok = "{\"state\":\"delivered\"}";
    daemon.afterwards(
        "POST /v1/questions/question-1/answer",
        "HTTP/1.1 200 x\r\nContent-Length: " + ok.length() + "\r\n\r\n" + ok,
        () -> {
          if (daemon.requests().stream().filter(asked -> asked.contains("/answer")).count() > 1) {
            ends();
          }
        });
    Calls.Call call =
        calls.runWith("raise 1.5\ndrop\n".getBytes(StandardCharsets.UTF_8), true, "run", "2+2");
    assertThat(call.err()).contains("tokens were asked for");
    assertThat(daemon.requests())
        .filteredOn(request -> request.contains("/answer"))
        .hasSize(2)
        .last()
        .asString()
        .contains("\"text\":\"drop\"");
  }
}
