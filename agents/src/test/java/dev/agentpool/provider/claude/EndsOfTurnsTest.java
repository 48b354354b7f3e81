package dev.agentpool.provider.claude;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.budget.Cost;
import dev.agentpool.session.AgentEvent;
import dev.agentpool.session.AgentSession;
import dev.agentpool.session.TurnRequest;
import dev.agentpool.task.OutcomeCode;
import dev.agentpool.task.TaskResult;
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
    TaskResult result = bench.run(session, prompt);
    assertThat(result.outcome().code()).isEqualTo(code);
    assertThat(result.outcome().message()).contains(says);
    assertThat(result.cost()).isInstanceOf(Cost.Known.class);
    assertThat(bench.run(session, "@@say on@@").output()).isEqualTo("on");
  }

  @Test
  void aFullWindowSaysWhenItResets() {
    TaskResult result = bench.once("@@limit 600@@");
    assertThat(result.outcome().code()).isEqualTo(OutcomeCode.RATE_LIMITED);
    assertThat(result.outcome().until())
        .isBetween(Instant.now().plusSeconds(590), Instant.now().plusSeconds(601));
    assertThat(bench.heard(AgentEvent.RateLimit.class).getFirst().status()).isEqualTo("rejected");
  }

  @Test
  void aDeniedToolIsARefusalEvenWhenTheAgentSaysSuccess() {
    TaskResult result = bench.once("@@ask Bash {\"command\":\"true\"}@@ @@say well@@");
    assertThat(result.outcome().code()).isEqualTo(OutcomeCode.REFUSED_BY_PERMISSION);
    assertThat(result.outcome().message())
        .startsWith("permission prompt detected")
        .contains("Bash");
    assertThat(result.permissionDenials()).containsExactly("Bash");
  }

  @Test
  void aCrashBringsItsExitCodeAndWhatWasSaid() {
    TaskResult result = bench.once("@@cost 0.5@@ @@crash 7@@");
    assertThat(result.outcome().code()).isEqualTo(OutcomeCode.CRASHED);
    assertThat(result.exitCode()).isEqualTo(7);
    assertThat(result.cost()).isInstanceOf(Cost.Unknown.class);
    assertThat(bench.once("@@signal KILL@@").outcome().message()).contains("signal 9");
    assertThat(bench.once("@@half@@").outcome().code()).isEqualTo(OutcomeCode.CRASHED);
  }

  @Test
  void aTurnSentToADeadProcessIsACrashThatCostsNothing() {
    AgentSession session = bench.open("s");
    bench.run(session, "@@crash 1@@");
    Bench.await(() -> !session.alive());
    TaskResult result = bench.run(session, "x");
    assertThat(result.outcome().code()).isEqualTo(OutcomeCode.CRASHED);
    assertThat(result.cost()).isEqualTo(Cost.NOTHING);
    assertThat(session.reset(Bench.PATIENCE)).isFalse();
  }

  @Test
  void aSilentAgentIsInterruptedAndKept() {
    bench.with("stall_timeout", "1s");
    AgentSession session = bench.open("s");
    TaskResult result = bench.run(session, "@@hang@@");
    assertThat(result.outcome().code()).isEqualTo(OutcomeCode.STALLED);
    assertThat(session.alive()).isTrue();
    assertThat(bench.run(session, "@@say on@@").output()).isEqualTo("on");
  }

  @Test
  void aFrozenAgentIsEnded() {
    bench
        .with("stall_timeout", "1s")
        .timings(
            new ClaudeTimings(
                Duration.ofSeconds(20),
                Duration.ofSeconds(2),
                Duration.ofMillis(500),
                Duration.ofMillis(500)));
    AgentSession session = bench.open("s");
    assertThat(bench.run(session, "@@ignore-term@@ @@freeze@@").outcome().code())
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
                .outcome()
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
    TaskResult result = bench.once("ä".repeat(2_500_000) + " @@say read@@");
    assertThat(result.output()).isEqualTo("read");
  }
}
