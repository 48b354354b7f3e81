package dev.agentpool.provider.claude;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.budget.Cost;
import dev.agentpool.session.AgentEvent;
import dev.agentpool.session.AgentSession;
import dev.agentpool.session.TurnRequest;
import dev.agentpool.task.AgentReport;
import dev.agentpool.task.OutcomeCode;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an agent says is too long to be held, and the turn ends rightly all the same. */
class TooMuchOutputTest {
  private static final int BIG = 12 << 20;
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

  private static void paidAndSaid(AgentReport result, int least) {
    assertThat(result.ending().code()).as(result.output()).isEqualTo(OutcomeCode.COMPLETED);
    assertThat(((Cost.Known) result.spent().cost()).amount().micros())
        .isBetween(250_000L, 1_000_000L);
    assertThat(result.output().length()).isBetween(least, 600_000);
  }

  @Test
  void aResultThatIsTooLongStillClosesItsTurnWithItsCost() {
    AgentSession session = bench.open("s");
    AgentReport result = bench.run(session, "@@cost 0.25@@ @@long-result " + BIG + "@@");
    paidAndSaid(result, 100_000);
    assertThat(result.output()).startsWith("rrrr").endsWith("it had " + BIG + " bytes]");
    assertThat(result.notices()).anyMatch(it -> it.contains("too long to take whole"));
    assertThat(bench.run(session, "@@say next@@").output()).isEqualTo("next");
  }

  @Test
  void aToolsResultThatIsTooLongEndsItsTool() {
    AgentSession session = bench.open("s");
    AgentReport result =
        bench.run(session, "@@cost 0.25@@ @@long-tool " + BIG + "@@ @@say read it@@");
    paidAndSaid(result, 1);
    assertThat(result.output()).isEqualTo("read it");
    AgentEvent.ToolUse use = bench.heard(AgentEvent.ToolUse.class).getFirst();
    assertThat(bench.heard(AgentEvent.ToolResult.class))
        .anyMatch(it -> it.toolUseId().equals(use.toolUseId()) && it.summary().startsWith("ttt"));
    assertThat(bench.heard(AgentEvent.Notice.class))
        .anyMatch(it -> it.text().contains("too long to take whole"));
  }

  @Test
  void whatNestsTooDeeplyHasTooManyMembersOrAnEndlessNumberIsPassedOver() {
    AgentSession session = bench.open("s");
    for (String much :
        new String[] {
          "@@deep 300000@@", "@@deep 5000@@", "@@members 100000@@", "@@huge-number 3000000@@",
          "@@huge-number 5000@@", "@@tiny-lines 300000@@", "@@stderr 3000000@@", "@@garbage@@"
        }) {
      assertThat(bench.run(session, much + " @@say on@@").output()).as(much).isEqualTo("on");
    }
  }

  @Test
  void aResultThatIsTooLongIsFoundAgainAfterARestart() {
    AgentSession first = bench.open("s");
    TurnRequest request =
        Bench.request("@@cost 0.25@@ @@long-tool " + BIG + "@@ @@long-result " + BIG + "@@");
    Bench.result(first.send(request, bench.listener));
    bench.newDaemon();
    AgentSession second = bench.adopt(first);
    AgentReport result = Bench.resumed(second.resumeTurn(request, bench.listener));
    paidAndSaid(result, 100_000);
    Bench.await(() -> second.caughtUp().isDone());
    assertThat(bench.run(second, "@@say next@@").output()).isEqualTo("next");
  }

  @Test
  void aLineThatNeverEndsIsInterruptedLikeAnyOther() {
    AgentSession session = bench.open("s");
    var turn = bench.send(session, "@@endless-line " + BIG + "@@");
    Bench.await(() -> java.nio.file.Files.size(session.folder().resolve("out")) >= BIG);
    session.end(Bench.PATIENCE);
    assertThat(Bench.result(turn).ending().code()).isEqualTo(OutcomeCode.CRASHED);
  }
}
