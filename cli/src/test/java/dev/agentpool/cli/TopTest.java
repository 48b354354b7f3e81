package dev.agentpool.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.agentpool.cli.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A person before all pools at work, on a real terminal. */
class TopTest {
  private static final Duration SOON = Duration.ofSeconds(90);
  private static final String QUESTION =
      "{\"id\":\"question-1a\",\"pool\":\"shop-1\",\"task\":\"task-2b\",\"kind\":\"permission\","
          + "\"asker\":{\"task\":\"task-2b\",\"title\":\"write the page\"},\"state\":\"open\","
          + "\"about\":{\"tool\":\"Bash\",\"input\":{\"command\":\"make\\nmake test\"}},"
          + "\"title\":\"Bash: make\",\"options\":[],\"asked_at_ms\":1}";
  private static final String REVIEW =
      "{\"id\":\"task-3c\",\"pool\":\"shop-1\",\"state\":\"pending_review\",\"role\":\"task\","
          + "\"prompt\":\"fix the till\",\"cost_microdollars\":20000,\"completed_at_ms\":1}";
  @TempDir Path temp;
  private Path home;
  private FakeDaemon daemon;
  private BlockingQueue<String> journal;
  private final List<BlockingQueue<String>> streams = new ArrayList<>();

  @BeforeEach
  void start() throws IOException {
    home = Files.createDirectories(temp.resolve("home"));
    begin();
    status(1, 2);
    inbox(QUESTION, REVIEW);
    running(atWork("task-2b", "write the page"));
    waiting();
  }

  private void begin() throws IOException {
    daemon = new FakeDaemon(home);
    journal = stream("GET /v1/journal?follow=true");
    daemon.answer("GET /v1/questions/question-1a", 200, QUESTION);
    daemon.answer("POST /v1/questions/question-1a/answer", 200, "{}");
  }

  private BlockingQueue<String> stream(String request) {
    BlockingQueue<String> stream = daemon.stream(request);
    streams.add(stream);
    return stream;
  }

  @AfterEach
  void stop() throws IOException {
    end();
  }

  private void end() throws IOException {
    daemon.close();
    streams.forEach(stream -> stream.add(""));
    streams.clear();
  }

  /** Another daemon, of which nothing is known yet. */
  private void anew() throws IOException {
    Files.delete(home.resolve("state/run/daemon.sock"));
    end();
    begin();
  }

  private void status(int running, int pending) {
    daemon.answer(
        "GET /v1/status",
        200,
        "{\"pools\":[{\"id\":\"shop-1\",\"name\":\"shop\",\"dir\":\"/shop\",\"slots\":2,"
            + "\"tasks\":{\"running\":"
            + running
            + ",\"pending\":"
            + pending
            + "},\"slot_states\":[{\"state\":\"busy\"}],\"spend_microdollars\":1500000,"
            + "\"budget_microdollars\":9000000,\"day_spend_microdollars\":1500000}]}");
  }

  private void inbox(String question, String review) {
    int needs = (question.isEmpty() ? 0 : 1) + (review.isEmpty() ? 0 : 1);
    daemon.answer(
        "GET /v1/inbox?limit=100",
        200,
        "{\"questions\":["
            + question
            + "],\"reviews\":["
            + review
            + "],\"paused\":[{\"pool\":\"shop-1\",\"pause\":{\"provider\":\"claude-code\","
            + "\"code\":\"rate_limited\",\"since_ms\":1,\"until_ms\":4102444800000,\"why\":\"later\"}}],"
            + "\"held\":[],\"sections\":[{\"name\":\"needs_you\",\"total\":"
            + needs
            + "},{\"name\":\"failed\",\"total\":1,\"items\":[{\"kind\":\"task\",\"id\":\"task-9f\","
            + "\"pool\":\"shop-1\",\"since_ms\":1,\"cause\":\"it broke\"}]}]}");
  }

  private void running(String... tasks) {
    tasks("running", 100, tasks);
  }

  private void waiting() {
    tasks(
        "pending%2Cblocked",
        30,
        "{\"id\":\"task-4d\",\"pool\":\"shop-1\",\"state\":\"pending\",\"role\":\"task\","
            + "\"prompt\":\"count the stock\",\"created_at_ms\":1}");
  }

  private void tasks(String states, int most, String... tasks) {
    daemon.answer(
        "GET /v1/tasks?dir=%2Fshop&state=" + states + "&order=asc&limit=" + most,
        200,
        "{\"items\":[" + String.join(",", tasks) + "]}");
  }

  private String atWork(String id, String prompt) {
    stream("GET /v1/tasks/" + id + "/events?follow=true")
        .add(
            "id: 1\nevent: tool_use\ndata: {\"tool\":\"Bash\",\"summary\":\"make "
                + id
                + "\"}\n\n");
    return Json.object()
        .put("id", id)
        .put("pool", "shop-1")
        .put("state", "running")
        .put("role", "task")
        .put("prompt", prompt)
        .put("slot_id", "slot-0")
        .put("cap_microdollars", 1_000_000)
        .put("started_at_ms", 1)
        .toString();
  }

  private void happened() {
    journal.add(
        "id: 7\nevent: settled\ndata: {\"seq\":7,\"at_ms\":0,\"kind\":\"settled\","
            + "\"pool\":\"shop-1\",\"task_id\":\"task-9z\",\"to\":\"completed\",\"detail\":\"\"}\n\n");
  }

  private TmuxScreen looking(int columns, int rows) throws Exception {
    return looking(columns, rows, Map.of());
  }

  private TmuxScreen looking(int columns, int rows, Map<String, String> more) throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/tmux")), "tmux is not installed");
    return new TmuxScreen(temp, columns, rows, home, more, "top");
  }

  private String asked(String request) {
    Awaitility.await()
        .atMost(SOON)
        .until(() -> daemon.requests().stream().anyMatch(one -> one.startsWith(request)));
    return daemon.requests().stream()
        .filter(one -> one.startsWith(request))
        .findFirst()
        .orElseThrow();
  }

  private static int row(TmuxScreen screen, String text) {
    List<String> lines = screen.lines();
    for (int row = 0; row < lines.size(); row++) {
      if (lines.get(row).contains(text)) {
        return row;
      }
    }
    throw new AssertionError("no " + text + " in:\n" + screen.text());
  }

  @Test
  void whatNeedsThePersonStandsFirstThenWhatWorksWaitsAndStandsStill() throws Exception {
    try (TmuxScreen screen = looking(80, 24)) {
      screen.shows("make task-2b");
      assertThat(screen.isAlternate()).isTrue();
      assertThat(screen.lines().getFirst()).startsWith("agentpool top").contains("2 for me");
      assertThat(screen.lines().get(1)).isEqualTo("NEEDS ME (2)");
      assertThat(screen.lines().get(2))
          .startsWith("> ?")
          .contains("shop", "2b write the page: Bash: make");
      assertThat(screen.lines().get(3)).contains("review: fix the till", "$0.02");
      assertThat(screen.lines().get(5))
          .startsWith("  slot-0")
          .contains("$0.00/$1.00", "write the page", "→ Bash make task-2b");
      assertThat(row(screen, "count the stock")).isLessThan(row(screen, "claude-code"));
      assertThat(screen.text())
          .contains("rate_limited until 1 Jan 00:00", "it broke", "$1.50 of $9.00");
      assertThat(screen.lines().getLast()).contains("? keys").contains("q quit");
      screen.press("q");
      screen.shows("over 0");
      assertThat(screen.isAlternate()).isFalse();
    }
  }

  @Test
  void anotherSizeOfTheTerminalIsUsedAtOnce() throws Exception {
    String prompt = "a long prompt that goes on ".repeat(8);
    anew();
    status(1, 2);
    inbox(QUESTION, REVIEW);
    running(atWork("task-2b", prompt));
    waiting();
    try (TmuxScreen screen = looking(200, 50)) {
      screen.shows("make task-2b");
      assertThat(screen.lines().get(5).length()).isBetween(150, 200);
      screen.resize(60, 12);
      Awaitility.await()
          .atMost(SOON)
          .until(
              screen::lines,
              lines ->
                  lines.size() == 12
                      && lines.getFirst().startsWith("agentpool top")
                      && lines.getLast().startsWith("enter look"));
      assertThat(screen.lines()).allMatch(line -> line.length() <= 60);
      screen.press("G");
      screen.shows("> shop");
      screen.resize(240, 60);
      screen.shows("/shop");
      Awaitility.await().atMost(SOON).until(() -> screen.lines().size() == 60);
      assertThat(screen.text()).contains("NEEDS ME (2)", "> shop");
    }
  }

  @Test
  void aQuestionIsAnsweredInPlaceAndIsGoneThen() throws Exception {
    try (TmuxScreen screen = looking(80, 24)) {
      screen.shows("Bash: make");
      screen.press("n");
      screen.shows("no, because (enter: just no):");
      inbox("", REVIEW);
      screen.press("use 写 another", "Enter");
      assertThat(asked("POST /v1/questions/question-1a/answer"))
          .contains("\"answer\":\"no\"", "use 写 another");
      screen.shows("NEEDS ME (1)");
      assertThat(screen.lines().get(2)).startsWith("> ? ").contains("fix the till");
    }
  }

  @Test
  void aQuestionIsLookedAtAsThePersonIsToldOfIt() throws Exception {
    try (TmuxScreen screen = looking(80, 24)) {
      screen.shows("Bash: make");
      screen.press("Enter");
      screen.shows("next: agentpool answer question-1a yes|no|TEXT");
      assertThat(screen.text())
          .contains("asked by    task-2b write the page", "tool: Bash", "make test")
          .doesNotContain("{");
      screen.press("y");
      screen.shows("yes to Bash: make? y does it:");
      screen.press("y", "Enter");
      assertThat(asked("POST /v1/questions/question-1a/answer")).contains("\"answer\":\"yes\"");
    }
  }

  @Test
  void aKeyMeantForALineThatWentDecidesNothingAboutTheOneInItsPlace() throws Exception {
    daemon.answer("POST /v1/tasks/task-3c/approve", 200, "{\"state\":\"completed\"}");
    try (TmuxScreen screen = looking(80, 24)) {
      screen.shows("Bash: make");
      inbox("", REVIEW); // answered elsewhere
      happened();
      screen.shows("NEEDS ME (1)");
      screen.press("y");
      screen.shows("took the place of another one");
      screen.press("y");
      screen.shows("approve task-3c, fix the till?");
      screen.press("y", "Enter");
      asked("POST /v1/tasks/task-3c/approve");
    }
  }

  @Test
  void whatWasTypedBeforeThereWasAScreenIsNotMeantForIt() throws Exception {
    try (TmuxScreen screen = looking(80, 24)) {
      screen.press("/", "xyz", "Enter"); // before this program has begun
      screen.shows("write the page");
      screen.press("?");
      screen.shows("what its agent says and does");
      screen.press("?");
      screen.shows("write the page");
      assertThat(screen.text()).doesNotContain("only \"xyz\"");
    }
  }

  @Test
  void theDiffOfWhatWaitsForReviewIsLookedAtAndApprovedThere() throws Exception {
    daemon.answer(
        "GET /v1/tasks/task-3c/review",
        200,
        "{\"task\":"
            + REVIEW
            + ",\"change\":{\"branch\":\"agentpool/task-3c\",\"commits\":1,\"stat\":\" till | 1 +\","
            + "\"patch\":\"+++ b/till\\n+open\\u001b[2J it\\n\"}}");
    daemon.answer("POST /v1/tasks/task-3c/approve", 200, "{\"state\":\"completed\"}");
    try (TmuxScreen screen = looking(80, 24)) {
      screen.shows("fix the till");
      screen.press("Down");
      Awaitility.await().atMost(SOON).until(() -> screen.lines().get(3).startsWith("> ? "));
      screen.press("Enter");
      screen.shows("+open it");
      assertThat(screen.text()).contains("review task-3c", "+++ b/till").doesNotContain("NEEDS ME");
      inbox(QUESTION, "");
      screen.press("y");
      screen.shows("approve task-3c, fix the till? y does it:");
      assertThat(daemon.requests()).noneMatch(one -> one.startsWith("POST"));
      screen.press("y", "Enter");
      asked("POST /v1/tasks/task-3c/approve");
      screen.shows("task-3c completed");
      screen.press("q");
      screen.shows("NEEDS ME (1)");
    }
  }

  @Test
  void aTaskIsCancelledWhenThePersonMeansIt() throws Exception {
    daemon.answer("POST /v1/tasks/task-2b/cancel", 200, "{\"state\":\"cancelled\"}");
    try (TmuxScreen screen = looking(80, 24)) {
      screen.shows("write the page");
      screen.press("j", "j");
      screen.shows("> slot-0");
      screen.press("c");
      screen.shows("cancel task-2b, write the page?");
      screen.press("n", "Enter");
      screen.shows("nothing was done");
      screen.press("c");
      screen.shows("cancel task-2b, write the page?");
      assertThat(daemon.requests()).noneMatch(one -> one.startsWith("POST /v1/tasks"));
      screen.press("y", "Enter");
      asked("POST /v1/tasks/task-2b/cancel");
      screen.shows("task-2b cancelled");
    }
  }

  @Test
  void whatFailedIsHandedInAgainAndTheFilterFindsIt() throws Exception {
    daemon.answer("POST /v1/tasks/task-9f/retry", 202, "{\"task_id\":\"task-10\"}");
    try (TmuxScreen screen = looking(80, 24)) {
      screen.shows("it broke");
      screen.press("/");
      screen.press("BROKE", "Enter");
      screen.showsNo("NEEDS ME");
      assertThat(screen.lines().get(2)).startsWith("> ✗").contains("it broke");
      screen.press("r");
      screen.shows("hand in again task-9f");
      screen.press("y", "Enter");
      screen.shows("handed in again as task-10");
      screen.press("Escape");
      screen.shows("NEEDS ME (2)");
    }
  }

  @Test
  void wideCharactersTakeTheirColumnsAndWhatAnAgentSaysSteersNothing() throws Exception {
    anew();
    status(2, 2);
    inbox("", "");
    String evil = "a\u001b[2J\u001b]0;x\u0007b\u202e\u2028c\u200d";
    running(atWork("task-5e", "写".repeat(60)), atWork("task-6f", evil));
    waiting();
    try (TmuxScreen screen = looking(80, 24)) {
      Awaitility.await()
          .atMost(SOON)
          .until(
              screen::lines,
              lines -> lines.stream().filter(line -> line.contains("→ Bash make")).count() == 2);
      String wide = screen.lines().get(2);
      assertThat(wide).startsWith("> slot-0").contains("写写…", "→ Bash make");
      assertThat(wide.codePoints().map(c -> c == '写' ? 2 : 1).sum()).isLessThanOrEqualTo(80);
      assertThat(screen.lines().get(3)).startsWith("  slot-0").contains("abc  → Bash make");
      assertThat(screen.lines().getFirst()).startsWith("agentpool top");
    }
  }

  @Test
  void thereAreNoColoursWhereNoneAreWanted() throws Exception {
    try (TmuxScreen screen = looking(80, 24)) {
      screen.shows("write the page");
      assertThat(screen.coloured()).contains("\u001b[33m");
    }
    try (TmuxScreen screen = looking(80, 24, Map.of("NO_COLOR", "1"))) {
      screen.shows("write the page");
      assertThat(screen.coloured()).doesNotContain("\u001b[");
      assertThat(screen.text()).contains("> ?");
    }
  }

  @Test
  void aDaemonThatIsGoneIsSaidAndLookedForUntilThereIsOne() throws Exception {
    try (TmuxScreen screen = looking(80, 24)) {
      screen.shows("write the page");
      Files.delete(home.resolve("state/run/daemon.sock"));
      end();
      screen.shows("the daemon is gone");
      assertThat(screen.text()).contains("write the page");
      begin();
      status(0, 0);
      inbox("", "");
      screen.showsNo("the daemon is gone");
      screen.showsNo("write the page");
    }
  }

  @Test
  void howeverItEndsTheTerminalIsAsItWas() throws Exception {
    try (TmuxScreen screen = looking(80, 24)) {
      screen.shows("write the page");
      Awaitility.await().atMost(SOON).until(() -> !screen.hasCursor());
      screen.program().destroy();
      screen.shows("over 143");
      assertThat(screen.isAlternate()).isFalse();
      assertThat(screen.hasCursor()).isTrue();
      screen.shows(" icanon");
      assertThat(screen.text()).contains(" echo ").doesNotContain("-icanon", "-echo ");
    }
    try (TmuxScreen screen = looking(80, 24)) {
      screen.shows("write the page");
      screen.press("C-c");
      screen.shows("over 130");
      assertThat(screen.isAlternate()).isFalse();
      screen.shows(" icanon");
    }
  }

  @Test
  void whatChangesIsDrawnWhenTheJournalTellsOfIt() throws Exception {
    try (TmuxScreen screen = looking(100, 30)) {
      screen.shows("write the page");
      inbox("", "");
      status(0, 2);
      happened();
      screen.showsNo("NEEDS ME");
      screen.showsNo("write the page");
    }
  }

  @Test
  void withoutATerminalThereIsALookAndThenALineAnEvent() {
    happened();
    journal.add("");
    Calls.Call call = new Calls(home, temp, null).run("top");
    assertThat(call.out().lines())
        .anyMatch(line -> line.equals("NEEDS ME (2)"))
        .anyMatch(line ->
            line.contains("question-1a  ?") && line.endsWith("task-2b write the page: Bash: make"))
        .anyMatch(line -> line.contains("task-9z  completed"));
    assertThat(call.out()).doesNotContain("\u001b");
    assertThat(call.code()).isEqualTo(4);
  }

  @Test
  void oneLookIsLinesOrJson() {
    Calls.Call lines = new Calls(home, temp, null).run("top", "--once");
    assertThat(lines.code()).isZero();
    assertThat(lines.out()).contains("task-4d", "count the stock", "PAUSED (1)");
    Calls.Call json = new Calls(home, temp, null).run("top", "--json");
    Json look = Json.parse(json.out());
    assertThat(look.get("running").items().getFirst().text("id")).isEqualTo("task-2b");
    assertThat(look.get("waiting").items().getFirst().text("id")).isEqualTo("task-4d");
    assertThat(look.get("inbox").get("questions").items()).hasSize(1);
  }
}
