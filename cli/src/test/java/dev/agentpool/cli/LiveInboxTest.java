package dev.agentpool.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A person looks at the inbox on a real terminal, and answers there. */
class LiveInboxTest {
  private static final Duration SOON = Duration.ofSeconds(60);
  private static final String ONE = "question-1a";
  private static final String TWO = "question-2b";
  @TempDir Path temp;
  private Path home;
  private FakeDaemon daemon;
  private BlockingQueue<String> stream;

  @BeforeEach
  void start() throws IOException {
    home = Files.createDirectories(temp.resolve("home"));
    daemon = new FakeDaemon(home);
    stream = daemon.stream("GET /v1/inbox/stream");
    for (String name : List.of("failed", "done", "working", "paused")) {
      section(name, 0, "");
    }
    for (String id : List.of(ONE, TWO)) {
      daemon.answer(
          "GET /v1/questions/" + id,
          200,
          "{\"id\":\"" + id + "\",\"kind\":\"permission\",\"options\":[]}");
      daemon.answer("POST /v1/questions/" + id + "/answer", 200, "{}");
    }
  }

  @AfterEach
  void stop() throws IOException {
    stream.add("");
    daemon.close();
  }

  private void section(String name, int total, String items) {
    stream.add(
        "event: section\ndata: {\"name\":\""
            + name
            + "\",\"total\":"
            + total
            + ",\"items\":["
            + items
            + "]}\n\n");
  }

  private static String item(String kind, String id, String cause) {
    return "{\"kind\":\""
        + kind
        + "\",\"id\":\""
        + id
        + "\",\"since_ms\":0,\"cause\":\""
        + cause
        + "\",\"next\":\"agentpool something\"}";
  }

  private void questions(String... ids) {
    StringBuilder items = new StringBuilder();
    for (String id : ids) {
      items.append(items.isEmpty() ? "" : ",").append(item("question", id, "Bash: make " + id));
    }
    section("needs_you", ids.length, items.toString());
  }

  private Pty watching(int columns, int rows) throws IOException {
    return new Pty(columns, rows, home, "inbox", "--watch");
  }

  private static void awaits(Pty pty, String text) {
    Awaitility.await()
        .atMost(SOON)
        .until(pty.screen()::text, shown -> shown.contains(text) || pty.isOver());
    assertThat(pty.screen().text()).contains(text);
  }

  private void awaitRequest(String request) {
    Awaitility.await()
        .atMost(SOON)
        .until(() -> daemon.requests().stream().anyMatch(one -> one.startsWith(request)));
  }

  private String answered(String id) {
    awaitRequest("POST /v1/questions/" + id + "/answer");
    return daemon.requests().stream()
        .filter(one -> one.startsWith("POST /v1/questions/" + id))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void whatIsTypedAnswersTheFirstQuestionAndQEndsTheList() throws Exception {
    questions(ONE);
    try (Pty pty = watching(100, 30)) {
      awaits(pty, "Bash: make " + ONE);
      assertThat(pty.screen().isAlternate()).isTrue();
      pty.type("yes\n");
      assertThat(answered(ONE)).contains("\"answer\":\"yes\"");
      questions();
      awaits(pty, "nothing waits for you");
      pty.type("yes\n");
      awaits(pty, "no question is open");
      pty.type("q\n");
      assertThat(pty.exitCode()).isZero();
      Awaitility.await().atMost(SOON).until(() -> !pty.screen().isAlternate());
    }
  }

  @Test
  void aNumberBeforeItAnswersAnotherOne() throws Exception {
    questions(ONE, TWO);
    try (Pty pty = watching(100, 30)) {
      awaits(pty, "2  ");
      pty.type("2 no not there\n");
      assertThat(answered(TWO)).contains("\"answer\":\"no\"", "no not there");
      pty.type("3 yes\n");
      awaits(pty, "there is no question 3");
    }
  }

  @Test
  void whatIsHalfTypedStaysWhenTheListIsDrawnAnew() throws Exception {
    questions(ONE);
    try (Pty pty = watching(100, 30)) {
      awaits(pty, "Bash: make " + ONE);
      pty.type("no, use an");
      awaits(pty, "> no, use an");
      questions(ONE, TWO);
      awaits(pty, "Bash: make " + TWO);
      assertThat(pty.screen().lines().get(1)).isEqualTo("> no, use an");
      pty.type("other file\n");
      assertThat(answered(ONE)).contains("no, use another file");
      Awaitility.await().atMost(SOON).until(() -> pty.screen().lines().get(1).equals(">"));
    }
  }

  @Test
  void whatWasMeantForAQuestionThatWentAnswersNotTheOneInItsPlace() throws Exception {
    questions(ONE, TWO);
    try (Pty pty = watching(100, 30)) {
      awaits(pty, "Bash: make " + TWO);
      pty.type("yes");
      questions(TWO); // somebody was faster
      Awaitility.await().atMost(SOON).until(() -> !pty.screen().text().contains(ONE));
      pty.type("\n");
      awaits(pty, "question 1 is another one now: look, and say it again");
      assertThat(daemon.requests()).noneMatch(one -> one.startsWith("POST"));
      pty.type("no\n");
      assertThat(answered(TWO)).contains("\"answer\":\"no\"");
    }
  }

  @Test
  void whatThePersonAnswersMakesRoomForTheNext() throws Exception {
    questions(ONE, TWO);
    try (Pty pty = watching(100, 30)) {
      awaits(pty, "Bash: make " + TWO);
      pty.type("yes\n");
      assertThat(answered(ONE)).contains("\"answer\":\"yes\"");
      questions(TWO);
      Awaitility.await().atMost(SOON).until(() -> !pty.screen().text().contains(ONE));
      pty.type("yes\n");
      assertThat(answered(TWO)).contains("\"answer\":\"yes\"");
    }
  }

  @Test
  void whoWasSlowerIsToldWhoWasFirst() throws Exception {
    daemon.close();
    Files.delete(home.resolve("state/run/daemon.sock"));
    daemon = new FakeDaemon(home);
    stream = daemon.stream("GET /v1/inbox/stream");
    for (String name : List.of("failed", "done", "working", "paused")) {
      section(name, 0, "");
    }
    daemon.answer("GET /v1/questions/" + ONE, 200, "{\"id\":\"" + ONE + "\",\"options\":[]}");
    daemon.answer(
        "POST /v1/questions/" + ONE + "/answer",
        409,
        "{\"code\":\"question_answered\",\"detail\":\"already answered by bob: no\"}");
    questions(ONE);
    try (Pty pty = watching(80, 24)) {
      awaits(pty, "Bash: make " + ONE);
      pty.type("yes\n");
      awaits(pty, "already answered by bob: no");
    }
  }

  @Test
  void theOptionsOfTheFirstQuestionAreShownAndChosenByNumber() throws Exception {
    daemon.answer(
        "GET /v1/questions/question-3c",
        200,
        "{\"id\":\"question-3c\",\"kind\":\"agent\",\"options\":[\"red\",\"green\"]}");
    daemon.answer("POST /v1/questions/question-3c/answer", 200, "{}");
    questions("question-3c");
    try (Pty pty = watching(80, 24)) {
      awaits(pty, "2  green");
      pty.type("2\n");
      assertThat(answered("question-3c")).contains("\"text\":\"green\"");
    }
  }

  @Test
  void aSmallTerminalShowsWhatNeedsOneAndNeverScrolls() throws Exception {
    StringBuilder items = new StringBuilder();
    for (int i = 0; i < 40; i++) {
      items
          .append(i == 0 ? "" : ",")
          .append(item("question", "question-" + i, "a long cause that does not fit at all " + i));
    }
    section("needs_you", 40, items.toString());
    daemon.answer("GET /v1/questions/question-0", 200, "{\"id\":\"question-0\",\"options\":[]}");
    daemon.answer("POST /v1/questions/question-0/answer", 200, "{}");
    try (Pty pty = watching(24, 8)) {
      awaits(pty, "NEEDS YOU (40)");
      awaits(pty, "lines more");
      assertThat(pty.screen().lines().get(1)).isEqualTo(">");
      assertThat(pty.screen().lines().get(3)).contains("a long").endsWith("…");
      pty.type("yes\n");
      awaitRequest("POST /v1/questions/question-0/answer");
      assertThat(pty.screen().hasScrolled()).isFalse();
    }
  }

  @Test
  void whatAnAgentSaysSteersNoTerminal() throws Exception {
    section("needs_you", 1, item("question", ONE, "\\u001b[2J\\u001b]0;x\\u0007Bash\\u202e: rm"));
    try (Pty pty = watching(80, 24)) {
      awaits(pty, "Bash: rm");
      assertThat(pty.screen().lines().get(0)).startsWith("inbox");
    }
  }

  @Test
  void anInterruptGivesTheTerminalBack() throws Exception {
    questions(ONE);
    try (Pty pty = watching(80, 24)) {
      awaits(pty, "Bash: make " + ONE);
      pty.type("\u0003");
      assertThat(pty.exitCode()).isEqualTo(130);
      Awaitility.await().atMost(SOON).until(() -> !pty.screen().isAlternate());
      assertThat(pty.screen().text()).doesNotContain("NEEDS YOU");
      assertThat(daemon.requests()).noneMatch(one -> one.startsWith("POST"));
    }
  }

  @Test
  void whenTheDaemonStopsItSaysSoWhereItCanBeRead() throws Exception {
    questions(ONE);
    try (Pty pty = watching(80, 24)) {
      awaits(pty, "Bash: make " + ONE);
      stream.add("");
      assertThat(pty.exitCode()).isEqualTo(4);
      awaits(pty, "agentpool: the daemon stopped, so nothing more is told");
      assertThat(pty.screen().isAlternate()).isFalse();
    }
  }

  @Test
  void withoutATerminalEachQuestionIsALine() {
    questions(ONE);
    stream.add(
        "event: question\n"
            + "data: {\"id\":\"question-2b\",\"state\":\"open\",\"title\":\"Bash: ls\"}\n\n");
    stream.add(
        "event: question\n"
            + "data: {\"id\":\"question-1a\",\"state\":\"answered\",\"title\":\"x\"}\n\n");
    stream.add("");
    Calls.Call call = new Calls(home, temp, null).run("inbox", "--watch");
    assertThat(call.out())
        .isEqualTo(
            "open  question-1a  Bash: make question-1a\nopen  question-2b  Bash: ls\nanswered "
                + " question-1a  x\n");
    assertThat(call.err()).contains("the daemon stopped");
    assertThat(call.code()).isEqualTo(4);
  }
}
