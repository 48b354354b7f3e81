package dev.agentpool.provider.codex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentpool.protocol.Json;
import dev.agentpool.provider.rpc.BrokenAgentContract;
import dev.agentpool.provider.rpc.ProviderBench;
import dev.agentpool.provider.rpc.Script;
import dev.agentpool.provider.rpc.WordsIntoATurn;
import dev.agentpool.provider.turn.TurnNote;
import dev.agentpool.session.AgentEvent;
import dev.agentpool.session.AgentSession;
import dev.agentpool.session.ProviderException;
import dev.agentpool.session.Turn;
import dev.agentpool.session.TurnRequest;
import dev.agentpool.task.AgentReport;
import dev.agentpool.task.OutcomeCode;
import dev.agentpool.task.TokenUsage;
import dev.agentpool.testkit.ScriptedAgent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Codex's app-server, played by the scripted agent. */
class ScriptedCodexTest extends BrokenAgentContract {
  private static final String SCHEMA =
      "{\"type\":\"object\",\"properties\":{\"name\":{\"type\":\"string\"}},\"required\":[\"name\"]}";

  @Override
  protected ProviderBench bench(Path place) {
    return bench(place, CodexCli.at(ScriptedAgent.install(place.resolve("bin"))));
  }

  private static ProviderBench bench(Path place, CodexCli cli) {
    ProviderBench bench =
        new ProviderBench(
            place,
            (host, clock, awake, timings, seal) ->
                new CodexProvider(
                    new CodexProvider.Parts(
                        host, cli, clock, awake, timings, Duration.ofMillis(300), seal)));
    return bench.with("provider", CodexCli.NAME).with("access", "full");
  }

  @Override
  protected Script script() {
    return new Script() {
      @Override
      public String runs(String command) {
        return "@@may Bash " + Json.text(Map.of("command", command)) + "@@";
      }

      @Override
      public String writes(Path file, String text) {
        Map<String, String> input = Map.of("file_path", file.toString(), "content", text);
        return "@@tool Write " + Json.text(input) + "@@";
      }

      @Override
      public String apiError(int code) {
        return "@@api " + code + " no@@";
      }
    };
  }

  private WordsIntoATurn words() {
    return new WordsIntoATurn(bench, script());
  }

  @Test
  void wordsDuringAToolAreHeardOnceAndInOrder() {
    words().areHeardOnceAndInOrder();
  }

  @Test
  void wordsAreHeardOnceThoughTheDaemonDies() {
    words().areHeardOnceThoughTheDaemonDies();
  }

  @Test
  void wordsAreGoneWithAnInterrupt() {
    words().areGoneWithAnInterrupt("@@say next@@");
  }

  @Test
  void aConversationIsGoneOnWithInAnotherProcess() {
    AgentSession first = bench.open("first");
    AgentReport told = bench.run(first, "@@usage 500 60 70 80@@ @@say apple@@");
    first.end(ProviderBench.PATIENCE);
    AgentSession second = bench.open("second", bench.spec(told.conversation()));
    AgentReport next = bench.run(second, "@@usage 5 6 7 8@@ @@history@@");
    assertThat(next.output()).contains("remembers 1: ").contains("@@say apple@@");
    assertThat(next.conversation()).isEqualTo(told.conversation());
    assertThat(next.spent().tokens()).isEqualTo(new TokenUsage(5, 6, 7, 8));
    assertThatThrownBy(() -> bench.open("third", bench.spec(UUID.randomUUID().toString())))
        .isInstanceOf(ProviderException.class)
        .hasMessageContaining("does not go on with the conversation")
        .hasMessageContaining("no rollout found");
  }

  @Test
  void tokensAreThoseOfTheTurnAndOfTheAgentsThatItStarted() {
    AgentSession session = bench.open("s");
    AgentReport first = bench.run(session, "@@usage 5 6 7 8@@ @@subagent@@ @@say a@@");
    assertThat(first.spent().tokens()).isEqualTo(new TokenUsage(105, 206, 7, 8));
    assertThat(first.output()).isEqualTo("a");
    AgentReport second = bench.run(session, "@@usage 50 60 70 80@@ @@say a@@");
    assertThat(second.spent().tokens()).isEqualTo(new TokenUsage(50, 60, 70, 80));
    assertThat(second.spent().cost().isKnown()).isFalse();
  }

  @Test
  void whatEachRequestTookIsToldWhileTheTurnRuns() {
    AgentSession session = bench.open("s");
    AgentReport report = bench.run(session, "@@step 5 6 7 8@@ @@step 1 1 0 0@@ @@say a@@");
    assertThat(bench.heard(AgentEvent.TokensSoFar.class))
        .extracting(AgentEvent.TokensSoFar::turn, AgentEvent.TokensSoFar::turns)
        .startsWith(
            org.assertj.core.groups.Tuple.tuple(new TokenUsage(5, 6, 7, 8), 1),
            org.assertj.core.groups.Tuple.tuple(new TokenUsage(6, 7, 7, 8), 2));
    assertThat(report.spent().allTokens()).isTrue();
    assertThat(report.spent().turns()).isEqualTo(3);
    assertThat(report.spent().tokens()).isEqualTo(new TokenUsage(16, 27, 7, 8));
  }

  @Test
  void ofATurnWhoseProcessDiedTheTokensThatWereToldAreALowerBound() {
    AgentReport report = bench.run(bench.open("s"), "@@step 5 6 7 8@@ @@crash 1@@");
    assertThat(report.ending().code()).isEqualTo(OutcomeCode.CRASHED);
    assertThat(report.spent().tokens()).isEqualTo(new TokenUsage(5, 6, 7, 8));
    assertThat(report.spent().allTokens()).isFalse();
  }

  @Test
  void aTurnThatAskedNoModelCostsNothing() {
    AgentReport report = bench.run(bench.open("s"), "@@api 401 no@@");
    assertThat(report.spent().cost().isKnown()).isTrue();
    assertThat(report.spent().tokens()).isEqualTo(TokenUsage.NONE);
  }

  @Test
  void aFullUsageWindowIsToldWithItsEndAndAsAnEvent() {
    AgentReport report = bench.run(bench.open("s"), "@@limit 1000@@");
    assertThat(report.ending().code()).isEqualTo(OutcomeCode.RATE_LIMITED);
    List<AgentEvent.RateLimit> windows = bench.heard(AgentEvent.RateLimit.class);
    assertThat(windows)
        .extracting(AgentEvent.RateLimit::window, AgentEvent.RateLimit::status)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("five_hour", "rejected"),
            org.assertj.core.groups.Tuple.tuple("seven_day", "allowed"));
    assertThat(report.ending().until()).isEqualTo(windows.getFirst().resetsAt());
  }

  @Test
  void aNetworkThatIsNotThereEndsTheTurnThoughCodexWouldWaitForEver() {
    AgentSession session = bench.open("s");
    AgentReport report = bench.run(session, "@@offline 50@@");
    assertThat(report.ending().code()).isEqualTo(OutcomeCode.PROVIDER_UNREACHABLE);
    assertThat(report.ending().message()).contains("error sending request");
    assertThat(bench.heard(AgentEvent.ApiRetry.class)).isNotEmpty();
    assertThat(bench.run(session, "@@say back@@").output()).isEqualTo("back");
  }

  @Test
  void whatWasSaidIsKeptWhenTheStreamIsCut() {
    AgentReport report = bench.run(bench.open("s"), "@@cut half of it@@");
    assertThat(report.ending().code()).isEqualTo(OutcomeCode.API_ERROR);
    assertThat(report.output()).isEqualTo("half of it");
  }

  private AgentReport structured(String name, String prompt) {
    TurnRequest request = new TurnRequest(UUID.randomUUID().toString(), prompt, SCHEMA);
    return ProviderBench.result(bench.open(name).send(request, bench.listener));
  }

  @Test
  void structuredOutputIsAskedForAndTakenOnlyWhenItFits() {
    bench.with("json_schema", Json.plain(Json.whole(SCHEMA).orElseThrow()));
    AgentReport asked = structured("asked", "no directive");
    assertThat(asked.ending().success()).isTrue();
    assertThat(asked.structuredOutput()).isEqualTo("{\"name\":\"text\"}");
    AgentReport prose = structured("prose", "@@say no JSON at all@@");
    assertThat(prose.ending().code()).isEqualTo(OutcomeCode.STRUCTURED_OUTPUT_MISSING);
    AgentReport lacking = structured("lacking", "@@structured {\"other\":1}@@");
    assertThat(lacking.ending().message()).contains("it has no name");
  }

  @Test
  void aProcessThatHasSomethingRunningIsNotUsedAgain() {
    AgentSession session = bench.open("s");
    bench.run(session, "@@background 300@@ @@say left it@@");
    assertThat(session.reset(ProviderBench.PATIENCE)).isFalse();
    assertThat(session.end(Duration.ofSeconds(5)).survivors()).isEmpty();
  }

  @Test
  void whoIsNotLoggedInIsToldBeforeAModelIsAsked() {
    bench.environment.put("SCRIPTED_CODEX_LOGGED_OUT", "1");
    assertThatThrownBy(() -> bench.open("s"))
        .isInstanceOfSatisfying(
            ProviderException.class,
            e -> assertThat(e.outcome().code()).isEqualTo(OutcomeCode.AUTH_FAILED))
        .hasMessageContaining("codex login");
  }

  @Test
  void accessPromptsAndModelReachTheThreadAlsoAfterAResetByTheNextDaemon() {
    bench
        .with("access", "edit")
        .with("model", "gpt-x")
        .with("system_prompt", "Base.")
        .with("append_system_prompt", "More.");
    AgentSession session = bench.open("s");
    String[] all = {
      "\"sandbox\":\"workspace-write\"",
      "\"approvalPolicy\":\"on-request\"",
      "\"model\":\"gpt-x\"",
      "\"baseInstructions\":\"Base.\"",
      "\"developerInstructions\":\"More.\""
    };
    assertThat(bench.run(session, "@@opening@@").output()).contains(all);
    bench.newDaemon();
    AgentSession adopted = bench.adopt(session);
    assertThat(adopted.reset(ProviderBench.PATIENCE)).isTrue();
    assertThat(bench.run(adopted, "@@opening@@").output()).contains(all);
  }

  @Test
  void aToolOfAnMcpServerIsAskedForByItsWholeName() {
    Desk desk = new Desk(allow());
    bench.desk = desk;
    bench.run(withAccess("edit").open("s"), "@@ask look {\"at\":\"it\"}@@ @@say done@@");
    assertThat(desk.asked).containsExactly("mcp__scripted__look");
  }

  @Test
  void whatAServerItselfWantsToKnowIsDeclined() {
    Desk desk = new Desk(allow());
    bench.desk = desk;
    assertThat(bench.run(withAccess("edit").open("s"), "@@elicit your name?@@").output())
        .isEqualTo("answered no");
    assertThat(desk.asked).isEmpty();
  }

  @Test
  void outsideOfItsWorkspaceAPatchIsAskedFor() {
    Desk desk = new Desk(deny());
    bench.desk = desk;
    Path outside = folder.resolve("outside.txt");
    bench.run(withAccess("edit").open("s"), script().writes(outside, "x") + " @@say done@@");
    assertThat(desk.asked).containsExactly("apply_patch");
    assertThat(outside).doesNotExist();
  }

  @Test
  void anInterruptBeforeTheTurnHasANameEndsItAllTheSame() {
    AgentSession session = bench.open("s");
    Turn turn = bench.send(session, "@@hang@@");
    turn.interrupt();
    assertThat(ProviderBench.result(turn).ending().code()).isEqualTo(OutcomeCode.INTERRUPTED);
  }

  @Test
  void noProjectIsTrustedAndItsTextsAreHandedOver() throws Exception {
    Files.createDirectories(bench.work.resolve(".git"));
    Path below = Files.createDirectories(bench.work.resolve("below"));
    Files.writeString(bench.work.resolve("AGENTS.md"), "Above.");
    Files.writeString(below.resolve("AGENTS.md"), "Below.");
    AgentSession session =
        bench.open(
            "s",
            new dev.agentpool.session.SessionSpec(
                bench.spec(null).settings(),
                below,
                bench.environment,
                true,
                null,
                null,
                bench.desk,
                bench.enclosure));
    Path home = session.folder().resolve("codex");
    assertThat(home.resolve("AGENTS.md")).hasContent("Above.\n\nBelow.");
    assertThat(Files.readString(home.resolve("config.toml")))
        .contains("\"" + bench.work.toRealPath() + "\" = {\"trust_level\" = \"untrusted\"}")
        .contains("\"" + below.toRealPath() + "\" = {\"trust_level\" = \"untrusted\"}")
        .contains("\"hooks\" = false");
  }

  @Test
  void aPromptThatWasTakenGoesOnThoughNobodyNotedThatItWasSent() throws Exception {
    AgentSession first = bench.open("s");
    TurnRequest request =
        ProviderBench.request("@@append begun.txt x@@ @@delay 1000@@ @@say it went on@@");
    long offset = Files.size(first.folder().resolve("out"));
    first.send(request, bench.listener);
    ProviderBench.await(() -> Files.exists(bench.work.resolve("begun.txt")));
    bench.newDaemon();
    new TurnNote(request.id(), offset, 0, false).write(first.folder());
    AgentReport report =
        ProviderBench.resumed(bench.adopt(first).resumeTurn(request, bench.listener));
    assertThat(report.output()).isEqualTo("it went on");
    assertThat(bench.work.resolve("begun.txt")).hasContent("x");
  }

  private ProviderBench withCodexOnThePath(String script) throws IOException {
    Path bin = Files.createDirectories(folder.resolve("path"));
    Path codex = Files.writeString(bin.resolve("codex"), "#!/bin/sh\n" + script);
    Files.setPosixFilePermissions(codex, PosixFilePermissions.fromString("rwxr-xr-x"));
    bench.close();
    bench = bench(folder, CodexCli.installed());
    bench.environment.put("PATH", bin + ":/usr/bin:/bin");
    return bench;
  }

  @Test
  void oneThatIsTooOldIsToldWithItsVersionAndHowToUpdate() throws IOException {
    withCodexOnThePath("echo codex-cli 0.168.9\n");
    assertThatThrownBy(() -> bench.open("s"))
        .isInstanceOf(ProviderException.class)
        .hasMessageContaining("found version 0.168.9")
        .hasMessageContaining("need at least 0.169.0")
        .hasMessageContaining("npm install -g @openai/codex");
    assertThat(bench.provider().detect(bench.spec(null)).usable()).isFalse();
  }

  @Test
  void oneThatIsNotThereIsToldWithHowToGetIt() throws IOException {
    withCodexOnThePath("");
    bench.environment.put("PATH", "/nowhere");
    assertThatThrownBy(() -> bench.open("s"))
        .isInstanceOf(ProviderException.class)
        .hasMessageContaining("no 'codex' CLI was found")
        .hasMessageContaining("npm install -g @openai/codex");
  }

  @Test
  void oneThatSpeaksAnotherProtocolIsToldWithWhatItPrinted() throws IOException {
    withCodexOnThePath("[ $1 = --version ] && echo codex-cli 9.0.0 || echo Usage: codex\n");
    assertThatThrownBy(() -> bench.open("s"))
        .isInstanceOf(ProviderException.class)
        .hasMessageContaining("Usage: codex")
        .hasMessageContaining("does not speak app-server");
  }

  @Test
  void aConfigurationOfTheUsersThatCannotBeReadIsToldWithItsFile() throws IOException {
    Path home = Files.createDirectories(folder.resolve("home/.codex"));
    Files.writeString(home.resolve("config.toml"), "model = [");
    assertThatThrownBy(() -> bench.open("s"))
        .isInstanceOfSatisfying(
            ProviderException.class,
            e -> assertThat(e.outcome().code()).isEqualTo(OutcomeCode.LAUNCH_REFUSED))
        .hasMessageContaining("config.toml is no TOML");
  }
}
