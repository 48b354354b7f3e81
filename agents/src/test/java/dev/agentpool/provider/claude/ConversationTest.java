package dev.agentpool.provider.claude;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentpool.budget.Cost;
import dev.agentpool.budget.Money;
import dev.agentpool.session.AgentEvent;
import dev.agentpool.session.AgentSession;
import dev.agentpool.session.Turn;
import dev.agentpool.task.AgentReport;
import dev.agentpool.task.OutcomeCode;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Turns, resets and money of a session with the scripted agent. */
class ConversationTest {
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

  @Test
  void aResidentSessionTakesTurnsAndForgetsAtAReset() {
    AgentSession session = bench.open("s");
    AgentReport first = bench.run(session, "@@say one@@");
    String before = session.providerSession();
    assertThat(session.reset(Bench.PATIENCE)).isTrue();
    assertThat(session.providerSession()).isNotEqualTo(before);
    AgentReport second = bench.run(session, "@@history@@");
    var end = session.end(Bench.PATIENCE);
    assertThat(first.output()).isEqualTo("one");
    assertThat(first.ending().code()).isEqualTo(OutcomeCode.COMPLETED);
    assertThat(first.conversation()).isEqualTo(before);
    assertThat(second.output()).doesNotContain("say one");
    assertThat(session.turns()).isEqualTo(2);
    assertThat(session.alive()).isFalse();
    assertThat(end.survivors()).isEmpty();
    assertThat(end.how()).isEqualTo("the protocol's own end");
  }

  @Test
  void eventsComeInTheOrderOfTheWork() {
    bench.with("allowed_tools", java.util.List.of("Bash"));
    assertThat(bench.once("@@tool Bash {\"command\":\"echo hi\"}@@ @@say done@@").output())
        .isEqualTo("done");
    assertThat(
            bench.events.stream()
                .map(event -> event.getClass().getSimpleName())
                .filter(name -> !name.equals("CostSoFar")))
        .containsSubsequence("SessionKnown", "ToolUse", "ToolResult", "Text");
    assertThat(bench.heard(AgentEvent.ToolUse.class).getFirst().summary()).isEqualTo("echo hi");
    assertThat(bench.heard(AgentEvent.ToolResult.class).getFirst().summary()).isEqualTo("hi");
  }

  @Test
  void aSecondTurnAtOnceIsRefused() {
    AgentSession session = bench.open("s");
    Turn turn = bench.send(session, "@@delay 300@@ @@say late@@");
    assertThatThrownBy(() -> bench.send(session, "x")).isInstanceOf(IllegalStateException.class);
    assertThat(session.reset(Bench.PATIENCE)).isFalse();
    assertThat(Bench.result(turn).output()).isEqualTo("late");
  }

  @Test
  void aTurnCostsTheDifferenceOfTheTotals() {
    AgentSession session = bench.open("s");
    assertThat(bench.run(session, "@@cost 0.5@@").spent().cost())
        .isEqualTo(Cost.known(Money.ofMicros(500_000)));
    assertThat(bench.run(session, "@@cost 0.25@@").spent().cost())
        .isEqualTo(Cost.known(Money.ofMicros(250_000)));
    assertThat(session.costSoFar(Bench.PATIENCE)).contains(Money.ofMicros(750_000));
    assertThat(session.reset(Bench.PATIENCE)).isTrue();
    assertThat(bench.run(session, "@@cost 0.125@@").spent().cost())
        .isEqualTo(Cost.known(Money.ofMicros(125_000)));
  }

  @Test
  void aRunningTurnSaysWhatItHasCost() {
    bench.with("allowed_tools", java.util.List.of("Bash"));
    AgentSession session = bench.open("s");
    bench.run(session, "@@cost 1@@");
    Turn turn =
        bench.send(
            session,
            "@@cost 0.5@@ @@tool Bash {\"command\":\"true\"}@@ @@delay 400@@ @@cost 0.5@@");
    Bench.await(() -> !bench.heard(AgentEvent.CostSoFar.class).isEmpty());
    assertThat(bench.heard(AgentEvent.CostSoFar.class).getFirst().turn())
        .isEqualTo(Money.ofMicros(500_000));
    assertThat(Bench.result(turn).spent().cost()).isEqualTo(Cost.known(Money.ofMicros(1_000_000)));
  }

  @Test
  void aBackgroundTasksOwnResultEndsNoTurnAndForbidsAReset() {
    bench.with("background_wait", 0);
    AgentSession session = bench.open("s");
    assertThat(bench.run(session, "@@background 1@@ @@say first@@").output()).isEqualTo("first");
    assertThat(session.reset(Bench.PATIENCE)).isFalse();
    AgentReport second = bench.run(session, "@@delay 1800@@ @@say second@@");
    assertThat(second.output()).isEqualTo("second");
  }

  @Test
  void anInterruptEndsTheTurnAndTheNextOneWorks() {
    AgentSession session = bench.open("s");
    Turn turn = bench.send(session, "@@say a@@ @@hang@@");
    Bench.await(() -> !bench.heard(AgentEvent.Text.class).isEmpty());
    turn.interrupt();
    assertThat(Bench.result(turn).ending().code()).isEqualTo(OutcomeCode.INTERRUPTED);
    turn.interrupt();
    assertThat(bench.run(session, "@@say again@@").output()).isEqualTo("again");
  }

  @Test
  void anInterruptThatComesBeforeTheStartIsNotLost() {
    AgentSession session = bench.open("s");
    for (int i = 0; i < 5; i++) {
      Turn turn = bench.send(session, "@@hang@@");
      turn.interrupt();
      assertThat(Bench.result(turn).ending().code()).isEqualTo(OutcomeCode.INTERRUPTED);
    }
  }
}
