package dev.agentpool.provider.claude;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.budget.Cost;
import dev.agentpool.provider.turn.ProviderTimings;
import dev.agentpool.session.AgentEvent;
import dev.agentpool.session.AgentSession;
import dev.agentpool.session.Turn;
import dev.agentpool.session.TurnRequest;
import dev.agentpool.task.AgentReport;
import dev.agentpool.task.OutcomeCode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every way a turn can end, with the scripted agent. */
class EndsOfTurnsTest {
  @TempDir Path folder;
  private Bench bench;

  @BeforeEach
  void set() {
    bench = new Bench(folder);
  }

  @AfterEach
  void clear() {
    bench.close();
  }

  @ParameterizedTest
  @CsvSource({
    "@@auth@@, AUTH_FAILED, log the agent in",
    "@@budget@@, BUDGET_EXHAUSTED, reached its budget",
    "@@maxturns@@, MAX_TURNS, raise max_turns",
    "@@fail no luck@@, API_ERROR, no luck",
  })
  void aFailureHasItsOwnCodeAndSaysWhatToDo(String prompt, OutcomeCode code, String says) {
    AgentSession session = bench.open("s");
    AgentReport result = bench.run(session, prompt);
    assertThat(result.ending().code()).isEqualTo(code);
    assertThat(result.ending().message()).contains(says);
    assertThat(result.spent().cost()).isInstanceOf(Cost.Known.class);
    assertThat(bench.run(session, "@@say on@@").output()).isEqualTo("on");
  }

  @Test
  void aFullWindowSaysWhenItResets() {
    AgentReport result = bench.once("@@limit 600@@");
    assertThat(result.ending().code()).isEqualTo(OutcomeCode.RATE_LIMITED);
    assertThat(result.ending().until())
        .isBetween(Instant.now().plusSeconds(500), Instant.now().plusSeconds(601));
    assertThat(bench.heard(AgentEvent.RateLimit.class).getFirst().status()).isEqualTo("rejected");
  }

  @Test
  void aDeniedToolThatTheAgentDidWithoutIsAFactBesideItsResult() {
    AgentReport result =
        bench.once("@@ask Bash {\"command\":\"curl http://x\"}@@ @@say another way@@");
    assertThat(result.ending().success()).as(result.toString()).isTrue();
    assertThat(result.output()).isEqualTo("another way");
    assertThat(result.permissionDenials()).containsExactly("Bash");
    assertThat(result.denials())
        .containsExactly(
            new AgentReport.Denial("Bash", "curl http://x", "allowed_tools = [\"Bash(curl:*)\"]"));
    assertThat(result.notices()).contains("every tool that the agent wanted was denied");
  }

  @Test
  void aDeniedToolIsARefusalWhenNothingCameOfTheTurnOrTheTaskSaysSo() {
    AgentReport silent = bench.once("@@ask Bash {\"command\":\"true\"}@@ @@say @@");
    assertThat(silent.ending().code()).isEqualTo(OutcomeCode.REFUSED_BY_PERMISSION);
    bench.with("on_denial", "fail");
    AgentReport strict = bench.once("@@ask Bash {\"command\":\"true\"}@@ @@say well@@");
    assertThat(strict.ending().code()).isEqualTo(OutcomeCode.REFUSED_BY_PERMISSION);
    assertThat(strict.ending().message())
        .startsWith("permission prompt detected")
        .contains("Bash(true:*)");
    assertThat(strict.output()).isEqualTo("well");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "hook Bash {\"command\":\"ls\"} | a hook denied it | not on fridays",
        "plan Write {\"file_path\":\"/a\"} | permission mode | permission_mode",
        "rule Bash {\"command\":\"ls\"} | disallowed_tools | take it away",
        "classifier Bash {\"command\":\"ls\"} | auto | permission_mode",
        "outside Write {\"file_path\":\"/etc/x\"} | allowed_tools | Edit(//etc/x)",
        "approval Bash {\"command\":\"git push\"} | allowed_tools | Bash(git push:*)",
      })
  void aDenialSaysWhoDeniedAndWhatWouldHelp(String denied, String who, String advice) {
    AgentReport result = bench.once("@@denied " + denied + "@@ @@say fine@@");
    assertThat(result.ending().success()).isTrue();
    assertThat(result.denials()).hasSize(1);
    assertThat(result.denials().getFirst().advice()).contains(who).contains(advice);
  }

  @Test
  void aToolThatAReadOnlyWorkspaceTakesAwayIsDeniedAndNoRuleIsAdvised() {
    bench.with("workspace", "read_only");
    bench.with("allowed_tools", List.of("Edit", "Write"));
    AgentReport result =
        bench.once("@@tool Write {\"file_path\":\"/a\",\"content\":\"x\"}@@ @@say fine@@");
    assertThat(result.ending().success()).isTrue();
    assertThat(result.permissionDenials()).containsExactly("Write");
    assertThat(result.denials()).hasSize(1);
    assertThat(result.denials().getFirst().advice())
        .contains("the workspace is read_only")
        .contains("worktree")
        .doesNotContain("allowed_tools = ");
  }

  @Test
  void whereTheWorkspaceIsReadOnlyNoOtherModeIsAdvised() {
    bench.with("workspace", "read_only");
    for (String why : List.of("plan", "classifier")) {
      AgentReport result =
          bench.once("@@denied " + why + " Bash {\"command\":\"ls\"}@@ @@say fine@@");
      assertThat(result.denials().getFirst().advice())
          .contains("allowed_tools = [\"Bash(ls:*)\"]")
          .doesNotContain("permission_mode");
    }
  }

  @Test
  void aToolThatDisallowedToolsTakesAwayIsDeniedByThatRule() {
    bench.with("disallowed_tools", List.of("Write"));
    AgentReport result =
        bench.once("@@tool Write {\"file_path\":\"/a\",\"content\":\"x\"}@@ @@say fine@@");
    assertThat(result.denials()).hasSize(1);
    assertThat(result.denials().getFirst().advice()).contains("disallowed_tools");
  }

  @Test
  void aTurnWithoutAnAnswerIsEmpty() {
    assertThat(bench.once("@@say @@").ending().code()).isEqualTo(OutcomeCode.EMPTY);
    assertThat(bench.once("@@append ok.txt x@@ @@say @@").ending().code())
        .isEqualTo(OutcomeCode.EMPTY);
  }

  @Test
  void aStopHookThatHoldsTheAgentIsToldAndItsLastWordsAreTheAnswer() {
    AgentReport result = bench.once("@@say the answer@@ @@stop-hook 8 tests are red@@");
    assertThat(result.ending().success()).isTrue();
    assertThat(result.output()).isEqualTo("the answer");
    assertThat(result.spent().turns()).isEqualTo(10);
    assertThat(result.notices().toString())
        .contains("kept the agent from ending 8 times")
        .contains("tests are red");
  }

  @ParameterizedTest
  @CsvSource({
    "@@crash 1@@, CRASHED",
    "@@fail no luck@@, API_ERROR",
    "@@maxturns@@, MAX_TURNS",
    "@@budget@@, BUDGET_EXHAUSTED",
  })
  void whatWasSaidBeforeATurnBrokeOffIsKept(String end, OutcomeCode code) {
    AgentReport result = bench.once("@@say half of it@@ " + end);
    assertThat(result.ending().code()).isEqualTo(code);
    assertThat(result.output()).isEqualTo("half of it");
  }

  @Test
  void aLogInThatStaysRefusedIsGivenUpEarly() {
    AgentReport result = bench.once("@@locked-out@@");
    assertThat(result.ending().code()).isEqualTo(OutcomeCode.AUTH_FAILED);
    assertThat(result.ending().message()).contains("3 times in a row");
    assertThat(bench.heard(AgentEvent.ApiRetry.class)).hasSizeLessThan(9);
  }

  @Test
  void backgroundWorkIsWaitedForAndTheWokenConversationAnswers() {
    AgentSession session = bench.open("s");
    AgentReport result = bench.run(session, "@@background 1@@ @@say started@@");
    assertThat(result.ending().success()).isTrue();
    assertThat(result.output()).startsWith("background task").endsWith("ended");
    assertThat(result.spent().turns()).isEqualTo(2);
    assertThat(result.notices()).isEmpty();
    assertThat(session.reset(Bench.PATIENCE)).isTrue();
  }

  @Test
  void backgroundWorkThatOutlastsTheWaitIsNamed() {
    bench.with("background_wait", "1s");
    AgentReport result = bench.once("@@background 600@@ @@say started@@");
    assertThat(result.output()).isEqualTo("started");
    assertThat(result.ending().success()).isTrue();
    assertThat(result.notices().toString())
        .contains("background work was still running and was ended: sleep 600");
    bench.with("background_wait", 0);
    assertThat(bench.once("@@background 600@@ @@say on@@").notices().toString())
        .contains("sleep 600");
  }

  @Test
  void anInterruptWhileWaitingForBackgroundWorkLosesNoAnswer() {
    Turn turn = bench.send(bench.open("s"), "@@background 600@@ @@say started@@");
    Bench.await(() ->
        bench.heard(AgentEvent.Notice.class).stream()
            .anyMatch(notice -> notice.text().contains("waiting for its background work")));
    turn.interrupt();
    assertThat(Bench.result(turn).output()).isEqualTo("started");
  }

  @Test
  void aCrashBringsItsExitCodeAndWhatWasSaid() {
    AgentReport result = bench.once("@@cost 0.5@@ @@crash 7@@");
    assertThat(result.ending().code()).isEqualTo(OutcomeCode.CRASHED);
    assertThat(result.exit()).extracting(AgentReport.Exit::code).isEqualTo(7);
    assertThat(result.spent().cost()).isInstanceOf(Cost.Unknown.class);
    assertThat(bench.once("@@signal KILL@@").ending().message()).contains("signal 9");
    assertThat(bench.once("@@half@@").ending().code()).isEqualTo(OutcomeCode.CRASHED);
  }

  @Test
  void aTurnSentToADeadProcessIsACrashThatCostsNothing() {
    AgentSession session = bench.open("s");
    bench.run(session, "@@crash 1@@");
    Bench.await(() -> !session.alive());
    AgentReport result = bench.run(session, "x");
    assertThat(result.ending().code()).isEqualTo(OutcomeCode.CRASHED);
    assertThat(result.spent().cost()).isEqualTo(Cost.NOTHING);
    assertThat(session.reset(Bench.PATIENCE)).isFalse();
  }

  @Test
  void aSilentAgentIsInterruptedAndKept() {
    bench.with("stall_timeout", "1s");
    AgentSession session = bench.open("s");
    AgentReport result = bench.run(session, "@@hang@@");
    assertThat(result.ending().code()).isEqualTo(OutcomeCode.STALLED);
    assertThat(session.alive()).isTrue();
    assertThat(bench.run(session, "@@say on@@").output()).isEqualTo("on");
  }

  @Test
  void aFrozenAgentIsEnded() {
    bench
        .with("stall_timeout", "1s")
        .timings(
            new ProviderTimings(
                Duration.ofSeconds(20),
                Duration.ofSeconds(2),
                Duration.ofMillis(500),
                Duration.ofMillis(500)));
    AgentSession session = bench.open("s");
    assertThat(bench.run(session, "@@ignore-term@@ @@freeze@@").ending().code())
        .isEqualTo(OutcomeCode.STALLED);
    assertThat(session.alive()).isFalse();
  }

  @Test
  void aToolThatRunsSilentlyIsNoStall() {
    bench.with("stall_timeout", "1s").with("allowed_tools", List.of("Bash"));
    assertThat(bench.once("@@tool Bash {\"command\":\"sleep 1.6\"}@@ @@say built@@").output())
        .isEqualTo("built");
  }

  @Test
  void structuredOutputIsThereOrMissed() {
    bench.with("json_schema", Map.of("type", "object"));
    AgentSession session = bench.open("s");
    assertThat(
            Bench.result(session.send(asking("@@structured {\"a\":1}@@"), bench.listener))
                .structuredOutput())
        .isEqualTo("{\"a\":1}");
    assertThat(
            Bench.result(session.send(asking("@@nostructured@@ @@say no@@"), bench.listener))
                .ending()
                .code())
        .isEqualTo(OutcomeCode.STRUCTURED_OUTPUT_MISSING);
  }

  private static TurnRequest asking(String prompt) {
    return new TurnRequest(UUID.randomUUID().toString(), prompt, "{\"type\":\"object\"}");
  }

  @ParameterizedTest
  @CsvSource({"@@garbage@@", "@@flood 20000000@@", "@@line 67109888@@", "@@line 3000000@@"})
  void whateverIsPrintedTheResultIsFound(String noise) {
    assertThat(bench.once(noise + " @@say whole@@").output()).isEqualTo("whole");
  }

  @Test
  void aLongPromptArrivesWhole() {
    AgentReport result = bench.once("ä".repeat(2_500_000) + " @@say read@@");
    assertThat(result.output()).isEqualTo("read");
  }
}
