package dev.agentpool.provider.claude;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.provider.turn.TurnNote;
import dev.agentpool.session.AgentEvent;
import dev.agentpool.session.AgentSession;
import dev.agentpool.session.Resumed;
import dev.agentpool.session.TurnRequest;
import dev.agentpool.task.AgentReport;
import dev.agentpool.task.OutcomeCode;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A daemon goes away in the middle of a turn and the next one finds it again. */
class AdoptionOfTurnsTest {
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

  private AgentReport resumed(AgentSession session, TurnRequest request) {
    return Bench.resumed(session.resumeTurn(request, bench.listener));
  }

  @Test
  void aTurnUnderWayIsFoundAgainAndTheSessionGoesOn() {
    AgentSession first = bench.open("s");
    bench.run(first, "@@say before@@");
    TurnRequest request = Bench.request("@@cost 0.5@@ @@say a@@ @@delay 1000@@ @@say b@@");
    first.send(request, bench.listener);
    Bench.await(() -> bench.events.contains(new AgentEvent.Text("a")));
    bench.newDaemon();
    bench.events.clear();
    AgentSession second = bench.adopt(first);
    AgentReport result = resumed(second, request);
    assertThat(result.output()).isEqualTo("b");
    assertThat(((dev.agentpool.budget.Cost.Known) result.spent().cost()).amount().micros())
        .isBetween(500_000L, 502_000L);
    assertThat(bench.events)
        .contains(new AgentEvent.Text("a"))
        .doesNotContain(new AgentEvent.Text("before"));
    assertThat(second.reset(Bench.PATIENCE)).isTrue();
    assertThat(bench.run(second, "@@say next@@").output()).isEqualTo("next");
  }

  @Test
  void aResultThatCameMeanwhileIsDelivered() {
    AgentSession first = bench.open("s");
    TurnRequest request = Bench.request("@@say all@@");
    Bench.result(first.send(request, bench.listener));
    bench.newDaemon();
    assertThat(resumed(bench.adopt(first), request).output()).isEqualTo("all");
  }

  @Test
  void aProcessThatEndedMeanwhileStillTellsItsResultOrItsCrash() {
    AgentSession good = bench.open("good");
    TurnRequest told = Bench.request("@@say all@@");
    Bench.result(good.send(told, bench.listener));
    good.end(Bench.PATIENCE);
    AgentSession bad = bench.open("bad");
    TurnRequest crashed = Bench.request("@@delay 300@@ @@crash 9@@");
    bad.send(crashed, bench.listener);
    bench.newDaemon();
    assertThat(resumed(bench.adopt(good), told).output()).isEqualTo("all");
    AgentReport crash = resumed(bench.adopt(bad), crashed);
    assertThat(crash.ending().code()).isEqualTo(OutcomeCode.CRASHED);
    assertThat(crash.exit()).extracting(AgentReport.Exit::code).isEqualTo(9);
  }

  @Test
  void aPromptInDoubtIsPlayedOnce() throws Exception {
    for (boolean arrived : new boolean[] {true, false}) {
      AgentSession first = bench.open("arrived-" + arrived);
      Path file = folder.resolve("played-" + arrived);
      TurnRequest request = Bench.request("@@append " + file + " x@@ @@delay 500@@ @@say done@@");
      if (arrived) {
        first.send(request, bench.listener);
        Bench.await(() -> java.nio.file.Files.exists(file));
      }
      long offset = java.nio.file.Files.size(first.folder().resolve("out"));
      new TurnNote(request.id(), arrived ? 0 : offset, 0, false).write(first.folder());
      bench.newDaemon();
      assertThat(resumed(bench.adopt(first), request).output()).isEqualTo("done");
      assertThat(java.nio.file.Files.readString(file)).isEqualTo("x\n");
    }
  }

  @Test
  void anotherTurnThanTheNotedOneWasNeverBegunAndTheSessionIsUsable() {
    AgentSession first = bench.open("s");
    bench.run(first, "@@cost 1@@ @@say one@@");
    bench.newDaemon();
    AgentSession second = bench.adopt(first);
    assertThat(second.resumeTurn(Bench.request("x"), bench.listener))
        .isEqualTo(new Resumed.NeverBegun());
    AgentReport result = bench.run(second, "@@cost 0.5@@ @@say two@@");
    assertThat(result.output()).isEqualTo("two");
    assertThat(((dev.agentpool.budget.Cost.Known) result.spent().cost()).amount().micros())
        .isBetween(500_000L, 502_000L);
    assertThat(second.reset(Bench.PATIENCE)).isTrue();
  }

  @Test
  void aFolderWithoutASessionGivesNone() {
    assertThat(bench.provider.adopt(folder.resolve("nothing"), bench.desk)).isEmpty();
  }
}
