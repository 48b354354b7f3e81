package dev.agentpool.provider.claude;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.budget.Cost;
import dev.agentpool.session.AgentEvent;
import dev.agentpool.session.AgentSession;
import dev.agentpool.session.Resumed;
import dev.agentpool.session.Turn;
import dev.agentpool.session.TurnRequest;
import dev.agentpool.task.AgentReport;
import dev.agentpool.task.OutcomeCode;
import dev.agentpool.testkit.FakeModelApi;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The real Claude Code, named by {@code AGENTPOOL_TEST_CLAUDE}, against a model API on loopback.
 */
@Tag("real")
class RealClaudeTest {
  @TempDir Path folder;
  private final FakeModelApi api = FakeModelApi.start();
  private Bench bench;

  @BeforeEach
  void set() {
    String binary = System.getenv("AGENTPOOL_TEST_CLAUDE");
    if (binary == null || binary.isBlank()) {
      throw new IllegalStateException("set AGENTPOOL_TEST_CLAUDE to the claude binary");
    }
    bench = new Bench(folder, ClaudeCli.scripted(Path.of(binary)));
    bench.environment.putAll(
        Map.of(
            "ANTHROPIC_API_KEY", "sk-test-dummy",
            "ANTHROPIC_BASE_URL", api.baseUrl().toString(),
            "CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC", "1",
            "DISABLE_AUTOUPDATER", "1",
            "DISABLE_TELEMETRY", "1",
            "DISABLE_ERROR_REPORTING", "1",
            "CLAUDE_CODE_MAX_RETRIES", "1"));
    bench.with("allowed_tools", List.of("Bash"));
  }

  @AfterEach
  void clear() {
    bench.close();
    api.close();
  }

  private static long micros(AgentReport result) {
    return ((Cost.Known) result.spent().cost()).amount().micros();
  }

  private static String word(int n) {
    return new java.util.UUID(7, n).toString();
  }

  private List<String> heard() {
    return bench.heard(AgentEvent.Heard.class).stream().map(AgentEvent.Heard::word).toList();
  }

  @Test
  void whatIsSaidWhenTheContextIsSummarisedStandsInTheSummarysRequestAndBehindTheSummary() {
    bench.desk =
        new DeskTest.Desk() {
          @Override
          public Optional<Summarised> summarised() {
            return Optional.of(new Summarised("KEEP-THE-ALDER", "NOW-WRITE-IT-DOWN"));
          }
        };
    bench.environment.put("CLAUDE_CODE_AUTO_COMPACT_WINDOW", "100000");
    AgentSession session = bench.open("s");
    bench.run(session, "@@say one@@");
    bench.run(session, "@@usage 120000 0 0@@ @@say two@@");
    assertThat(api.recentBodies()).noneMatch(body -> body.contains("KEEP-THE-ALDER"));

    assertThat(bench.run(session, "@@say three@@").output()).isEqualTo("three");

    assertThat(api.recentBodies()).anyMatch(body -> body.contains("KEEP-THE-ALDER"));
    assertThat(api.recentBodies().getLast())
        .contains("NOW-WRITE-IT-DOWN")
        .doesNotContain("KEEP-THE-ALDER");
  }

  private static final String TOOL =
      "@@tool Bash {\"command\":\"touch at; until [ -e go ]; do sleep 0.1; done\"}@@ @@say so@@";

  @Test
  void wordsDuringAToolAreBeforeTheModelOnceAlsoWhenTheDaemonDies() throws Exception {
    AgentSession session = bench.open("s");
    TurnRequest request = Bench.request(TOOL);
    Turn before = session.send(request, bench.listener);
    Bench.await(() -> Files.exists(bench.work.resolve("at")));
    assertThat(before.tell(word(1), "word alder")).isTrue();
    assertThat(before.tell(word(2), "word birch")).isTrue();
    bench.newDaemon();
    bench.events.clear();
    AgentSession adopted = bench.adopt(session);
    Turn turn = ((Resumed.GoesOn) adopted.resumeTurn(request, bench.listener)).turn();
    adopted.caughtUp().join();
    assertThat(turn.tell(word(1), "word alder")).isTrue();
    assertThat(turn.tell(word(2), "word birch")).isTrue();
    assertThat(turn.tell(word(3), "word cedar")).isTrue();
    Files.createFile(bench.work.resolve("go"));
    assertThat(Bench.result(turn).ending().success()).isTrue();
    assertThat(heard()).containsExactly(word(1), word(2), word(3));
    assertThat(api.recentBodies().getLast())
        .matches("(?s).*word alder.*word birch.*word cedar.*")
        .doesNotMatch("(?s).*word (alder|birch|cedar).*word \\1.*");
  }

  @Test
  void aWordIntoAnAnswerIsAnsweredBehindItInTheSameTurn() {
    AgentSession session = bench.open("s");
    Turn turn = bench.send(session, "@@slow 20 300@@ @@say a text that goes on and on@@");
    Bench.await(() -> !bench.heard(AgentEvent.SessionKnown.class).isEmpty());
    assertThat(turn.tell(word(1), "@@say yes@@")).isTrue();
    AgentReport report = Bench.result(turn);
    assertThat(report.output()).isEqualTo("a text that goes on and on\n\nyes");
    AgentReport next = bench.run(session, "@@say next@@");
    assertThat(next.output()).isEqualTo("next");
    assertThat(micros(report) + micros(next))
        .isCloseTo(api.billedMicrodollars(), org.assertj.core.api.Assertions.within(3L));
  }

  @Test
  void aWordBeforeAnInterruptIsTakenBack() {
    AgentSession session = bench.open("s");
    Turn turn = bench.send(session, TOOL);
    Bench.await(() -> Files.exists(bench.work.resolve("at")));
    assertThat(turn.tell(word(1), "word alder")).isTrue();
    turn.interrupt();
    assertThat(Bench.result(turn).ending().code()).isEqualTo(OutcomeCode.INTERRUPTED);
    assertThat(bench.run(session, "@@say next@@").output()).isEqualTo("next");
    assertThat(heard()).isEmpty();
    assertThat(api.recentBodies()).noneMatch(body -> body.contains("word alder"));
  }

  @Test
  void toolsResetAndMoney() {
    AgentSession session = bench.open("s");
    AgentReport first = bench.run(session, "@@tool Bash {\"command\":\"echo hi\"}@@ @@say one@@");
    AgentReport second = bench.run(session, "@@say two@@");
    assertThat(session.reset(Bench.PATIENCE)).isTrue();
    AgentReport third = bench.run(session, "@@say three@@");
    assertThat(List.of(first.output(), second.output(), third.output()))
        .containsExactly("one", "two", "three");
    assertThat(bench.heard(AgentEvent.ToolResult.class).getFirst().summary()).isEqualTo("hi");
    assertThat(third.conversation()).isNotEqualTo(first.conversation());
    assertThat(micros(first) + micros(second) + micros(third))
        .isCloseTo(api.billedMicrodollars(), org.assertj.core.api.Assertions.within(3L));
    assertThat(session.end(Bench.PATIENCE).how()).isEqualTo("the protocol's own end");
  }

  @ParameterizedTest
  @CsvSource({
    "@@slow 100 100@@ @@say long text that goes on and on@@",
    "'@@tool Bash {\"command\":\"sleep 20; true\"}@@ @@say x@@'"
  })
  void anInterruptEndsTheTurnOnly(String prompt) {
    AgentSession session = bench.open("s");
    Turn turn = bench.send(session, prompt);
    Bench.await(
        () -> !api.requests().isEmpty() || !bench.heard(AgentEvent.SessionKnown.class).isEmpty());
    turn.interrupt();
    assertThat(Bench.result(turn).ending().code()).isEqualTo(OutcomeCode.INTERRUPTED);
    assertThat(bench.run(session, "@@say again@@").output()).isEqualTo("again");
  }

  @ParameterizedTest
  @CsvSource({
    "@@err 401@@, AUTH_FAILED",
    "@@err 429@@, RATE_LIMITED",
    "@@err 529@@, API_ERROR",
    "@@err 400@@, REQUEST_REFUSED",
    "@@cut 1@@ @@say fine@@, COMPLETED",
    "@@err 500 1@@ @@say fine@@, COMPLETED",
  })
  void anApiFailureHasItsCode(String prompt, OutcomeCode code) {
    AgentSession session = bench.open("s");
    AgentReport result = bench.run(session, prompt);
    assertThat(result.ending().code()).as(result.toString()).isEqualTo(code);
  }

  @Test
  void aFullWindowSaysWhenItResets() {
    bench.environment.remove("ANTHROPIC_API_KEY");
    bench.environment.put("CLAUDE_CODE_OAUTH_TOKEN", "sk-ant-oat01-test-dummy");
    long reset = java.time.Instant.now().getEpochSecond() + 3600;
    String headers =
        "{\"anthropic-ratelimit-unified-status\":\"rejected\",\"anthropic-ratelimit-unified-reset\":\""
            + reset
            + "\",\"anthropic-ratelimit-unified-representative-claim\":\"five_hour\"}";
    AgentReport result = bench.once("@@rlerr " + headers + "@@");
    assertThat(result.ending().code()).as(result.toString()).isEqualTo(OutcomeCode.RATE_LIMITED);
    assertThat(result.ending().until()).isEqualTo(java.time.Instant.ofEpochSecond(reset));
  }

  @Test
  void aHangingApiIsAStall() {
    bench.with("stall_timeout", "2s");
    AgentSession session = bench.open("s");
    assertThat(bench.run(session, "@@hang@@").ending().code()).isEqualTo(OutcomeCode.STALLED);
  }

  @Test
  void maxTurnsAndDenialsAndSchemas() {
    bench.with("max_turns", 1);
    assertThat(bench.once("@@tool Bash {\"command\":\"true\"}@@ @@say x@@").ending().code())
        .isEqualTo(OutcomeCode.MAX_TURNS);
    bench.settings.remove("max_turns");
    bench.settings.remove("allowed_tools");
    bench.with("on_denial", "fail");
    assertThat(bench.once("@@tool Bash {\"command\":\"touch x\"}@@ @@say x@@").ending().code())
        .isEqualTo(OutcomeCode.REFUSED_BY_PERMISSION);
    bench.with(
        "json_schema",
        Map.of("type", "object", "properties", Map.of("a", Map.of("type", "number"))));
    AgentSession session = bench.open("schema");
    AgentReport there =
        Bench.result(
            session.send(asking("@@tool StructuredOutput {\"a\":1}@@ @@say ok@@"), bench.listener));
    assertThat(there.structuredOutput()).as(there.toString()).isEqualTo("{\"a\":1}");
    AgentReport missing = Bench.result(session.send(asking("@@say never@@"), bench.listener));
    assertThat(missing.ending().code()).isEqualTo(OutcomeCode.STRUCTURED_OUTPUT_MISSING);
  }

  private static TurnRequest asking(String prompt) {
    return new TurnRequest(UUID.randomUUID().toString(), prompt, "{}");
  }

  @Test
  void theDeskIsAskedAndItsToolsAreCalled() {
    DeskTest.Desk desk = new DeskTest.Desk();
    bench.desk = desk;
    bench.with("allowed_tools", List.of("mcp__pool__report"));
    AgentSession session = bench.open("s");
    AgentReport tool = bench.run(session, "@@tool mcp__pool__report {}@@ @@say reported@@");
    assertThat(tool.output()).isEqualTo("reported");
    assertThat(desk.seen).contains("pool tools/call");
    AgentReport denied = bench.run(session, "@@tool Bash {\"command\":\"touch no\"}@@ @@say d@@");
    assertThat(denied.permissionDenials()).containsExactly("Bash");
    String held = bench.work.resolve("held").toString();
    AgentReport kept =
        bench.run(
            session,
            "@@tool Write {\"file_path\":\"" + held + "\",\"content\":\"x\"}@@ @@say kept@@");
    assertThat(desk.seen).contains("before Write [" + held + "]");
    assertThat(kept.output()).isEqualTo("kept");
    assertThat(Path.of(held)).doesNotExist();
  }

  @Test
  void aTurnUnderWayIsAdoptedAndAKilledConversationResumed() throws Exception {
    AgentSession first = bench.open("s");
    TurnRequest request =
        Bench.request(
            "@@tool Bash {\"command\":\"perl -e 'select undef,undef,undef,2'\"}@@ @@say adopted@@");
    first.send(request, bench.listener);
    Bench.await(() -> !bench.heard(AgentEvent.ToolUse.class).isEmpty());
    bench.newDaemon();
    AgentSession second = bench.adopt(first);
    AgentReport result = Bench.resumed(second.resumeTurn(request, bench.listener));
    assertThat(result.output()).isEqualTo("adopted");
    assertThat(micros(result)).isEqualTo(api.billedMicrodollars());
    bench.host.adopt(second.folder()).orElseThrow().end(java.time.Duration.ZERO);
    long before = api.billedMicrodollars();
    AgentSession third = bench.open("again", bench.spec(result.conversation()));
    AgentReport on = bench.run(third, "@@say on@@");
    assertThat(on.output()).isEqualTo("on");
    assertThat(on.conversation()).isEqualTo(result.conversation());
    assertThat(micros(on))
        .isCloseTo(api.billedMicrodollars() - before, org.assertj.core.api.Assertions.within(2L));
  }

  @Test
  void longPromptsAndSystemPromptsArriveWhole() throws Exception {
    bench.with("append_system_prompt", "s".repeat(300_000));
    AgentSession session = bench.open("s");
    assertThat(Files.getPosixFilePermissions(session.folder().resolve("append-system-prompt.md")))
        .hasSize(2);
    AgentReport result = bench.run(session, "w ".repeat(1_000_000) + "@@say read@@");
    assertThat(result.output()).as(result.ending().toString()).isEqualTo("read");
  }
}
