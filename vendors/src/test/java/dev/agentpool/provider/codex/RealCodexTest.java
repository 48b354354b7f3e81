package dev.agentpool.provider.codex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.agentpool.protocol.Json;
import dev.agentpool.provider.rpc.ProviderBench;
import dev.agentpool.provider.rpc.ProviderContract;
import dev.agentpool.provider.rpc.Script;
import dev.agentpool.provider.rpc.WordsIntoATurn;
import dev.agentpool.session.AgentEvent;
import dev.agentpool.session.AgentSession;
import dev.agentpool.session.ProviderException;
import dev.agentpool.session.TurnRequest;
import dev.agentpool.task.AgentReport;
import dev.agentpool.task.OutcomeCode;
import dev.agentpool.task.TokenUsage;
import dev.agentpool.testkit.FakeModelApi;
import dev.agentpool.testkit.InstalledAgents;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The real Codex CLI against a model API on loopback; skipped where it is not installed. */
@Tag("real")
class RealCodexTest extends ProviderContract {
  private final FakeModelApi api = FakeModelApi.start();

  @AfterEach
  void closeApi() {
    api.close();
  }

  @Override
  protected ProviderBench bench(Path place) {
    List<String> command = InstalledAgents.ofThisMachine().command("codex").orElse(List.of());
    assumeTrue(!command.isEmpty(), "codex is not installed: see scripts/install-agents");
    ProviderBench bench =
        new ProviderBench(
            place,
            (host, clock, awake, timings, seal) ->
                new CodexProvider(
                    new CodexProvider.Parts(
                        host,
                        CodexCli.at(Path.of(command.getFirst())),
                        clock,
                        awake,
                        timings,
                        Duration.ofSeconds(3),
                        seal)));
    bench.environment.put("CODEX_HOME", place.resolve("user").toString());
    bench.environment.put("FAKE_KEY", "dummy");
    bench.environment.put("HTTPS_PROXY", "http://127.0.0.1:9");
    bench.environment.put("NO_PROXY", "127.0.0.1,localhost");
    configure(place.resolve("user"), api.baseUrl().toString());
    return bench.with("provider", CodexCli.NAME).with("access", "full");
  }

  private static void configure(Path home, String address) {
    try {
      Files.createDirectories(home);
      Files.writeString(
          home.resolve("config.toml"),
          """
          model = "gpt-5.5"
          model_provider = "fake"
          [model_providers.fake]
          name = "fake"
          base_url = "%s/v1"
          env_key = "FAKE_KEY"
          wire_api = "responses"
          request_max_retries = 0
          stream_max_retries = 1
          """
              .formatted(address));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where it may not all, it asks to be let out of its sandbox. */
  @Override
  protected Script script() {
    return new Script() {
      @Override
      public String runs(String command) {
        return "full".equals(bench.settings.get("access"))
            ? shell(Map.of("cmd", command, "yield_time_ms", 20_000))
            : shell(
                Map.of(
                    "cmd",
                    command,
                    "yield_time_ms",
                    20_000,
                    "sandbox_permissions",
                    "require_escalated",
                    "justification",
                    "to see"));
      }

      @Override
      public String writes(Path file, String text) {
        return patch(file, text);
      }

      @Override
      public String apiError(int code) {
        return "@@err " + code + "@@";
      }

      @Override
      public String limit() {
        return rateLimit(3_600);
      }

      @Override
      public String cut() {
        return "@@cut@@ @@cut@@ @@cut@@";
      }
    };
  }

  private static String rateLimit(long seconds) {
    return "@@rlerr"
        + " {\"x-codex-primary-used-percent\":\"100\",\"x-codex-primary-window-minutes\":\"300\","
        + "\"x-codex-primary-reset-at\":\""
        + (System.currentTimeMillis() / 1000 + seconds)
        + "\"}@@";
  }

  private static String shell(Map<String, Object> input) {
    return "@@tool exec_command " + Json.text(input) + "@@";
  }

  private static String patch(Path file, String text) {
    String patch = "*** Begin Patch\n*** Add File: " + file + "\n+" + text + "\n*** End Patch";
    return "@@tool apply_patch " + Json.text(patch) + "@@";
  }

  private static final String SAY = " @@say done@@";

  private void assertTheModelSawEachWordOnce() {
    List<String> bodies = api.recentBodies();
    String last = bodies.getLast();
    for (String word : WordsIntoATurn.WORDS) {
      assertThat(WordsIntoATurn.count(word, last)).as("%s in %s", word, last).isEqualTo(1);
    }
    assertThat(last.indexOf(WordsIntoATurn.WORDS.get(0)))
        .isLessThan(last.indexOf(WordsIntoATurn.WORDS.get(1)));
    assertThat(last.indexOf(WordsIntoATurn.WORDS.get(1)))
        .isLessThan(last.indexOf(WordsIntoATurn.WORDS.get(2)));
  }

  @Test
  void wordsDuringAToolAreHeardOnceAndInOrder() {
    new WordsIntoATurn(bench, script()).areHeardOnceAndInOrder();
    assertTheModelSawEachWordOnce();
  }

  @Test
  void wordsAreHeardOnceThoughTheDaemonDies() {
    new WordsIntoATurn(bench, script()).areHeardOnceThoughTheDaemonDies();
    assertTheModelSawEachWordOnce();
  }

  @Test
  void wordsAreGoneWithAnInterrupt() {
    new WordsIntoATurn(bench, script()).areGoneWithAnInterrupt("@@say next@@");
    assertThat(api.recentBodies()).noneMatch(body -> body.contains(WordsIntoATurn.WORDS.get(0)));
  }

  @Test
  void itsSandboxHoldsByTheShellAndByThePatchBehindWallsAndWithout() throws Exception {
    // not below /tmp, which is no part of its sandbox
    Path outside = Path.of("/var/tmp", "agentpool-codex-" + ProcessHandle.current().pid());
    for (String walls : List.of("without", "behind")) {
      if (walls.equals("behind")) {
        behindWalls();
      }
      AgentSession reading = bench.with("access", "read").open("read-" + walls);
      bench.run(reading, shell(Map.of("cmd", "touch r1; ls; touch r2 || true")) + SAY);
      bench.run(reading, patch(bench.work.resolve("r3"), "x") + SAY);
      assertThat(bench.work).isEmptyDirectory();
      AgentSession editing = bench.with("access", "edit").open("edit-" + walls);
      bench.run(editing, shell(Map.of("cmd", "touch e1; touch " + outside)) + SAY);
      bench.run(editing, patch(bench.work.resolve("e3"), "x") + SAY);
      assertThat(outside).doesNotExist();
      assertThat(bench.work.resolve("e1")).exists();
      assertThat(bench.work.resolve("e3")).hasContent("x");
      Files.delete(bench.work.resolve("e1"));
      Files.delete(bench.work.resolve("e3"));
    }
  }

  @Test
  void whatTheSettingWritableNamesIsWrittenToo() throws Exception {
    Path beside =
        Files.createDirectories(
            Path.of("/var/tmp", "agentpool-codex-" + ProcessHandle.current().pid() + "-beside"));
    try {
      bench.with("access", "edit").with("writable", List.of(beside.toString()));
      bench.run(bench.open("s"), shell(Map.of("cmd", "touch " + beside + "/a")) + SAY);
      assertThat(beside.resolve("a")).exists();
      Files.delete(beside.resolve("a"));
    } finally {
      Files.delete(beside);
    }
  }

  @Test
  void itCountsTheTokensThatWereServed() {
    AgentSession session = bench.open("s");
    AgentReport report =
        bench.run(
            session,
            "@@usage 1000 20 0 30 5@@ "
                + shell(Map.of("cmd", "true"))
                + " @@usage 2000 10 0 7@@"
                + SAY);
    assertThat(report.spent().tokens()).isEqualTo(new TokenUsage(3000, 37, 30, 0));
    AgentReport next = bench.run(session, "@@usage 7 8 0 9@@" + SAY);
    assertThat(next.spent().tokens()).isEqualTo(new TokenUsage(7, 9, 8, 0));
  }

  @Test
  void aConversationIsGoneOnWithInAnotherProcessAndPaysForItselfOnly() {
    AgentSession first = bench.open("first");
    AgentReport told = bench.run(first, "@@usage 1000 20@@ @@say the apple@@");
    first.end(ProviderBench.PATIENCE);
    AgentSession second = bench.open("second", bench.spec(told.conversation()));
    AgentReport next = bench.run(second, "@@usage 7 8 0 9@@" + SAY);
    assertThat(next.conversation()).isEqualTo(told.conversation());
    assertThat(next.spent().tokens()).isEqualTo(new TokenUsage(7, 9, 8, 0));
    assertThat(api.recentBodies().getLast()).contains("the apple");
    assertThatThrownBy(() -> bench.open("third", bench.spec(UUID.randomUUID().toString())))
        .isInstanceOf(ProviderException.class)
        .hasMessageContaining("no rollout found");
  }

  @ParameterizedTest
  @CsvSource({
    "404, MODEL_UNKNOWN",
    "429, RATE_LIMITED",
    "500, API_ERROR",
    "503, API_ERROR",
  })
  void eachErrorOfTheModelApiIsItsOutcome(int status, OutcomeCode code) {
    assertThat(bench.run(bench.open("s"), "@@err " + status + "@@").ending().code())
        .isEqualTo(code);
  }

  @Test
  void aModelApiThatIsNotThereEndsTheTurn() {
    configure(folder.resolve("user"), "http://127.0.0.1:9");
    AgentReport report = bench.run(bench.open("s"), "anything");
    assertThat(report.ending().code()).isEqualTo(OutcomeCode.PROVIDER_UNREACHABLE);
  }

  @Test
  void aUsageLimitIsToldWithItsEnd() {
    AgentReport report = bench.run(bench.open("s"), rateLimit(1_000));
    assertThat(report.ending().code()).isEqualTo(OutcomeCode.RATE_LIMITED);
    assertThat(bench.heard(AgentEvent.RateLimit.class).getFirst().window()).isEqualTo("five_hour");
    assertThat(report.ending().until())
        .isEqualTo(bench.heard(AgentEvent.RateLimit.class).getFirst().resetsAt());
  }

  @Test
  void aSchemaReachesTheApiAndItsAnswerIsStructured() {
    String schema =
        "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\"}},\"required\":[\"a\"],"
            + "\"additionalProperties\":false}";
    bench.with("json_schema", Json.plain(Json.whole(schema).orElseThrow()));
    TurnRequest request =
        new TurnRequest(UUID.randomUUID().toString(), "@@say {\"a\":\"b\"}@@", schema);
    AgentReport report = ProviderBench.result(bench.open("s").send(request, bench.listener));
    assertThat(report.structuredOutput()).isEqualTo("{\"a\":\"b\"}");
    assertThat(api.recentBodies().getLast()).contains("json_schema");
  }

  @Test
  void aRepositorysOwnCommandsDoNotRunAndItsTextsAreRead() throws Exception {
    Path mark = folder.resolve("ran");
    Files.createDirectories(bench.work.resolve(".git/refs"));
    Files.createDirectories(bench.work.resolve(".git/objects"));
    Files.writeString(bench.work.resolve(".git/HEAD"), "ref: refs/heads/main\n");
    Files.createDirectories(bench.work.resolve(".codex"));
    Files.writeString(
        bench.work.resolve(".codex/config.toml"),
        "[mcp_servers.evil]\ncommand = \"touch\"\nargs = [\"" + mark + "\"]\n");
    Files.writeString(bench.work.resolve("AGENTS.md"), "The word is pear.");
    bench.run(bench.open("s"), "@@say done@@");
    bench.run(bench.with("access", "edit").open("t"), "@@say done@@");
    assertThat(api.recentBodies().getLast()).contains("The word is pear.");
    assertThat(mark).doesNotExist();
  }

  @Test
  void anMcpServerOfTheSettingsIsStartedAndOneOfTheUsersIsNot() throws Exception {
    Path ours = folder.resolve("ours");
    Path theirs = folder.resolve("theirs");
    Path config = folder.resolve("user/config.toml");
    Files.writeString(
        config,
        Files.readString(config)
            + "\n[mcp_servers.theirs]\ncommand = \"touch\"\nargs = [\""
            + theirs
            + "\"]\n");
    bench.with(
        "mcp_servers",
        Map.of("ours", Map.of("command", "touch", "args", List.of(ours.toString()))));
    bench.run(bench.open("s"), "@@say done@@");
    assertThat(ours).exists();
    assertThat(theirs).doesNotExist();
  }

  @Test
  void whatItLeftRunningKeepsTheProcessFromBeingUsedAgain() {
    AgentSession session = bench.open("s");
    bench.run(session, shell(Map.of("cmd", "sleep 300", "yield_time_ms", 250)) + SAY);
    assertThat(session.reset(ProviderBench.PATIENCE)).isFalse();
    assertThat(session.end(ProviderBench.PATIENCE).survivors()).isEmpty();
  }
}
