package dev.agentpool.ledger.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.budget.Cost;
import dev.agentpool.budget.Money;
import dev.agentpool.task.AgentReport;
import dev.agentpool.task.Outcome;
import dev.agentpool.task.OutcomeCode;
import dev.agentpool.task.StoodWalls;
import dev.agentpool.task.TaskResult;
import dev.agentpool.task.TokenUsage;
import dev.agentpool.task.WorkspaceOutcome;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an agentpool before wrote of a result is read, and what this one writes is read back. */
final class ResultCodecTest {
  @Test
  void aResultInWhichReportAndVerdictWereOneIsRead() {
    TaskResult read =
        ResultCodec.read(
            """
            {"output":"done","outcome":{"code":"held_back","message":"log in"},\
            "cost_microdollars":61500,"turns":4,"elapsed_nanos":1500000000,"model":"m",\
            "session_id":"s-1","tokens":[1,2,3,4],"structured_output":"{}",\
            "permission_denials":["Bash"],"exit_code":1,"stderr":"warn",\
            "workspace":{"mode":"worktree","path":"/w","branch":"b","commits":2},\
            "facts":{"walls":"workspace","given":{"skills":["x"]},\
            "denials":[["Bash","curl x","Bash(curl:*)"]],"notices":["a shell was ended"],\
            "configured_model":"opus"}}\
            """);
    assertThat(read.output()).isEqualTo("done");
    assertThat(read.outcome()).isEqualTo(Outcome.of(OutcomeCode.HELD_BACK, "log in"));
    assertThat(read.notices()).containsExactly("a shell was ended");
    AgentReport report = read.report();
    assertThat(report.spent())
        .isEqualTo(
            new AgentReport.Spent(
                Cost.known(Money.ofMicros(61_500)),
                4,
                new TokenUsage(1, 2, 3, 4),
                Duration.ofMillis(1_500)));
    assertThat(report.model()).isEqualTo("m");
    assertThat(report.conversation()).isEqualTo("s-1");
    assertThat(report.structuredOutput()).isEqualTo("{}");
    assertThat(report.permissionDenials()).containsExactly("Bash");
    assertThat(report.denials())
        .containsExactly(new AgentReport.Denial("Bash", "curl x", "Bash(curl:*)"));
    assertThat(report.given().skills()).containsExactly("x");
    assertThat(report.exit()).isEqualTo(new AgentReport.Exit(1, "warn"));
    assertThat(read.verdict().workspace())
        .isEqualTo(new WorkspaceOutcome("worktree", "/w", "b", 2));
    assertThat(read.verdict().walls()).isEqualTo(new StoodWalls.Workspace());
    assertThat(read.verdict().configuredModel()).isEqualTo("opus");
    assertThat(ResultCodec.read(ResultCodec.write(read))).isEqualTo(read);
  }

  @Test
  void theLeastThatWasWrittenIsReadWithItsUnknownCost() {
    TaskResult read =
        ResultCodec.read(
            "{\"output\":\"x\",\"outcome\":{\"code\":\"crashed\",\"message\":\"gone\"},"
                + "\"unknown_cost_at_least_microdollars\":7,\"turns\":0,\"elapsed_nanos\":0}");
    assertThat(read.cost()).isEqualTo(new Cost.Unknown(Money.ofMicros(7), null));
    assertThat(read.report().exit()).isNull();
  }

  @Test
  void whatTheNodeDecidedStandsBesideWhatTheAgentReported() {
    AgentReport report = AgentReport.silent(Outcome.of(OutcomeCode.AUTH_FAILED, "log in"));
    TaskResult result =
        TaskResult.of(report)
            .withOutcome(Outcome.of(OutcomeCode.HELD_BACK, "paused"))
            .noticing(List.of("one", "two", "one"));
    TaskResult read = ResultCodec.read(ResultCodec.write(result));
    assertThat(read).isEqualTo(result);
    assertThat(read.report().ending().code()).isEqualTo(OutcomeCode.AUTH_FAILED);
    assertThat(read.outcome().code()).isEqualTo(OutcomeCode.HELD_BACK);
    assertThat(read.notices()).containsExactly("one", "two");
  }

  @Test
  void aResultWithoutAnAgentTellsTheNodesSentence() {
    TaskResult result = TaskResult.withoutAgent(Outcome.of(OutcomeCode.CANCELLED, "enough"));
    assertThat(result.output()).isEqualTo("enough");
    assertThat(ResultCodec.read(ResultCodec.write(result))).isEqualTo(result);
  }
}
