package dev.agentpool.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A person hands in several prompts on a real terminal, and looks on. */
class FanOutLiveTest {
  private static final String ONE = "task-1a2b3c4d5e6f7081";
  private static final String TWO = "task-9999000000000000";
  @TempDir Path temp;
  private Path home;
  private FakeDaemon daemon;
  private BlockingQueue<String> journal;
  private BlockingQueue<String> waited;
  private final List<BlockingQueue<String>> streams = new ArrayList<>();

  @BeforeEach
  void start() throws IOException {
    home = Files.createDirectories(temp.resolve("home"));
    daemon = new FakeDaemon(home);
    Path project = Files.createDirectories(temp.resolve("shop"));
    journal =
        stream("GET /v1/journal?dir=" + project.toString().replace("/", "%2F") + "&follow=true");
    waited = stream("POST /v1/tasks/wait");
    daemon.answer(
        "POST /v1/tasks/fan-out", 202, "{\"task_ids\":[\"" + ONE + "\",\"" + TWO + "\"]}");
    task(ONE, "pending", "");
    task(TWO, "pending", "");
  }

  private BlockingQueue<String> stream(String request) {
    BlockingQueue<String> stream = daemon.stream(request);
    streams.add(stream);
    return stream;
  }

  @AfterEach
  void stop() throws IOException {
    daemon.close();
    streams.forEach(stream -> stream.add(""));
  }

  /** As it is from now on. */
  private void task(String id, String state, String more) {
    daemon.instead(
        "GET /v1/tasks/" + id, "{\"id\":\"" + id + "\",\"state\":\"" + state + "\"" + more + "}");
  }

  private void told(String id) {
    journal.add("id: 7\nevent: entry\ndata: {\"seq\":7,\"task_id\":\"" + id + "\"}\n\n");
  }

  private TmuxScreen fanOut(int columns, int rows) throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/tmux")), "tmux is not installed");
    return new TmuxScreen(
        temp,
        columns,
        rows,
        home,
        Map.of(),
        "fan-out",
        "--dir",
        temp.resolve("shop").toString(),
        "paint",
        "sweep");
  }

  @Test
  void eachTaskIsALineThatIsDrawnInItsPlaceUntilItEndsAndThenItsAnswerFollows() throws Exception {
    stream("GET /v1/tasks/" + ONE + "/events?follow=true")
        .add("id: 1\nevent: tool_use\ndata: {\"tool\":\"Bash\",\"summary\":\"make paint\"}\n\n");
    try (TmuxScreen screen = fanOut(90, 24)) {
      screen.shows("0 of 2 ended");
      assertThat(screen.lines().get(0)).startsWith("· 1a2b3c  pending").endsWith("paint");
      assertThat(screen.lines().get(1)).startsWith("· 999900  pending").endsWith("sweep");
      task(ONE, "running", ",\"slot_id\":\"slot-0\",\"started_at_ms\":1");
      told(ONE);
      screen.shows("→ Bash make paint");
      assertThat(screen.lines().get(0)).startsWith("▸ 1a2b3c  running    slot-0").contains("paint");
      String result =
          ",\"cost_microdollars\":20000,\"output\":\"all is %s\",\"result\":{\"elapsed_ms\":4000}";
      task(ONE, "completed", result.formatted("red"));
      task(TWO, "completed", result.formatted("clean"));
      told(ONE);
      screen.shows("1 of 2 ended");
      waited.add(
          "{\"satisfied\":true,\"tasks\":[{\"id\":\""
              + ONE
              + "\",\"state\":\"completed\"},{\"id\":\""
              + TWO
              + "\",\"state\":\"completed\"}]}");
      waited.add("");
      screen.shows("over 0");
      assertThat(screen.lines().subList(0, 3))
          .satisfies(lines -> assertThat(lines.get(0)).startsWith("✓ 1a2b3c  completed"))
          .satisfies(lines -> assertThat(lines.get(1)).startsWith("✓ 999900  completed"))
          .satisfies(lines -> assertThat(lines.get(2)).isEqualTo("2 of 2 ended, $0.04"));
      assertThat(screen.text())
          .contains("── paint ── 1a2b3c completed, $0.02, 4.0s\nall is red")
          .contains("── sweep ── 999900 completed", "all is clean");
      assertThat(screen.isAlternate()).isFalse();
    }
  }

  @Test
  void interruptedItSaysWhatGoesOnAndHowThatIsStopped() throws Exception {
    try (TmuxScreen screen = fanOut(60, 24)) {
      screen.shows("0 of 2 ended");
      String program = Long.toString(screen.program().pid()); // Ctrl-C would end the shell, too
      assertThat(new ProcessBuilder("kill", "-INT", program).start().waitFor()).isZero();
      screen.shows("over 130");
      assertThat(screen.text())
          .contains("2 tasks go on; wait for them with: agentpool wait 1a2b3c")
          .contains("stop them with: agentpool cancel 1a2b3c 999900");
      assertThat(screen.lines().get(0)).startsWith("· 1a2b3c  pending").endsWith("paint");
      assertThat(daemon.requests()).noneMatch(request -> request.contains("/cancel"));
    }
  }
}
