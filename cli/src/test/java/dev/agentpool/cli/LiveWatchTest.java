package dev.agentpool.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A person looks at a pool at work on a real terminal. */
class LiveWatchTest {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String JOURNAL = "GET /v1/journal?follow=true";
  private static final String QUESTION =
      "{\"name\":\"needs_you\",\"total\":1,\"items\":[{\"kind\":\"question\",\"id\":\"question-1a\","
          + "\"since_ms\":0,\"cause\":\"Bash: make\",\"next\":\"agentpool answer question-1a\"}]}";
  private static final String WORKING =
      "{\"name\":\"working\",\"total\":1,\"items\":[{\"kind\":\"task\",\"id\":\"task-2b\","
          + "\"since_ms\":0,\"cause\":\"slot-0: write the page\",\"next\":\"agentpool logs\"}]}";
  @TempDir Path temp;
  private Path home;
  private FakeDaemon daemon;
  private BlockingQueue<String> journal;

  @BeforeEach
  void start() throws IOException {
    home = Files.createDirectories(temp.resolve("home"));
    daemon = new FakeDaemon(home);
    journal = daemon.stream(JOURNAL);
    status("\"pending\":3", 1_500_000);
    daemon.answer("GET /v1/tasks/task-9z", 200, "{\"title\":\"Fix the till\"}");
    daemon.answer("GET /v1/inbox", 200, "{\"sections\":[" + QUESTION + "," + WORKING + "]}");
  }

  @AfterEach
  void stop() throws IOException {
    journal.add("");
    daemon.close();
  }

  private void status(String tasks, long spent) {
    daemon.answer(
        "GET /v1/status",
        200,
        "{\"pools\":[{\"name\":\"shop\",\"dir\":\"/shop\",\"slots\":2,\"tasks\":{"
            + tasks
            + "},\"slot_states\":[{\"state\":\"busy\"}],\"spend_microdollars\":"
            + spent
            + ",\"reserved_microdollars\":0,\"budget_microdollars\":9000000}]}");
  }

  private Pty watching(int columns, int rows) throws IOException {
    return new Pty(columns, rows, home, "watch", "--all");
  }

  private static void awaits(Pty pty, String text) {
    Awaitility.await()
        .atMost(SOON)
        .until(pty.screen()::text, shown -> shown.contains(text) || pty.isOver());
    assertThat(pty.screen().text()).contains(text);
  }

  private void ended(String task) {
    journal.add(
        "id: 7\nevent: entry\ndata: {\"seq\":7,\"at_ms\":0,\"kind\":\"settled\",\"pool\":\"shop\","
            + "\"task_id\":\""
            + task
            + "\",\"to\":\"completed\",\"detail\":\"\"}\n\n");
  }

  @Test
  void howItStandsWhatNeedsOneAndWhoDoesWhatAreDrawnAnewWhenSomethingHappens() throws Exception {
    try (Pty pty = watching(100, 30)) {
      awaits(pty, "NEEDS YOU (1)");
      assertThat(pty.screen().isAlternate()).isTrue();
      assertThat(pty.screen().text())
          .contains(
              "shop  /shop", "3 pending", "1 of 2 busy", "of $9.00", "slot-0: write the page");
      status("\"completed\":3", 2_500_000);
      daemon.answer("GET /v1/inbox", 200, "{\"sections\":[" + WORKING + "]}");
      ended("task-9z");
      awaits(pty, "task-9z  completed  Fix the till");
      awaits(pty, "3 completed");
      Awaitility.await()
          .atMost(SOON)
          .until(pty.screen()::text, shown -> !shown.contains("NEEDS YOU"));
      assertThat(pty.screen().text()).doesNotContain("pending");
      pty.type("q\n");
      assertThat(pty.exitCode()).isZero();
      Awaitility.await().atMost(SOON).until(() -> !pty.screen().isAlternate());
    }
  }

  @Test
  void aSmallTerminalShowsWhatThereIsRoomForAndNeverScrolls() throws Exception {
    try (Pty pty = watching(20, 6)) {
      awaits(pty, "lines more");
      assertThat(pty.screen().lines().get(0)).startsWith("watch");
      assertThat(pty.screen().text()).contains("shop");
      assertThat(pty.screen().hasScrolled()).isFalse();
    }
  }

  @Test
  void whenTheDaemonStopsItSaysSoWhereItCanBeRead() throws Exception {
    try (Pty pty = watching(80, 24)) {
      awaits(pty, "NEEDS YOU (1)");
      journal.add("");
      assertThat(pty.exitCode()).isEqualTo(4);
      awaits(pty, "the daemon stopped, so nothing more is told");
      assertThat(pty.screen().isAlternate()).isFalse();
    }
  }

  @Test
  void withoutATerminalEachEntryIsALine() {
    ended("task-9z");
    journal.add("");
    Calls.Call call = new Calls(home, temp, null).run("watch", "--all");
    assertThat(call.out()).contains("task-9z  completed");
    assertThat(daemon.requests()).noneMatch(one -> one.startsWith("GET /v1/status"));
    assertThat(call.code()).isEqualTo(4);
  }
}
