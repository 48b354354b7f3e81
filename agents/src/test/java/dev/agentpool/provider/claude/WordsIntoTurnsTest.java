package dev.agentpool.provider.claude;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.budget.Cost;
import dev.agentpool.budget.Money;
import dev.agentpool.provider.turn.WordNotes;
import dev.agentpool.session.AgentEvent;
import dev.agentpool.session.AgentSession;
import dev.agentpool.session.Turn;
import dev.agentpool.session.TurnRequest;
import dev.agentpool.task.AgentReport;
import dev.agentpool.task.OutcomeCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an agent is told while its turn runs is heard once and in order, or not at all. */
class WordsIntoTurnsTest {
  private static final String ONE = new UUID(7, 1).toString();
  private static final String TWO = new UUID(7, 2).toString();
  private static final String THREE = new UUID(7, 3).toString();
  @TempDir Path temp;
  private Bench bench;

  @BeforeEach
  void open() {
    bench = new Bench(temp).with("allowed_tools", List.of("Bash"));
  }

  @AfterEach
  void close() {
    bench.close();
  }

  /** A tool that runs until {@link #toolEnds}. */
  private static final String TOOL =
      "@@tool Bash {\"command\":\"until [ -e go ]; do sleep 0.05; done\"}@@ @@say first@@";

  private void toolEnds() throws Exception {
    Files.createFile(bench.work.resolve("go"));
  }

  private void awaitTool() {
    Bench.await(() -> !bench.heard(AgentEvent.ToolUse.class).isEmpty());
  }

  private List<String> heard() {
    return bench.heard(AgentEvent.Heard.class).stream().map(AgentEvent.Heard::word).toList();
  }

  private String effect(String word) {
    return "@@append " + bench.work.resolve("effect") + " " + word + "@@";
  }

  private List<String> effects() throws Exception {
    Path effect = bench.work.resolve("effect");
    return Files.exists(effect) ? Files.readAllLines(effect) : List.of();
  }

  @Test
  void duringAToolTheyAreHeardInTheSameTurn() throws Exception {
    AgentSession session = bench.open("s");
    Turn turn = bench.send(session, TOOL);
    awaitTool();
    assertThat(turn.tell(ONE, effect("one"))).isTrue();
    assertThat(turn.tell(TWO, effect("two"))).isTrue();
    assertThat(turn.tell(ONE, effect("one"))).isTrue(); // told already
    assertThat(turn.tell(THREE, effect("three"))).isTrue();
    toolEnds();
    AgentReport report = Bench.result(turn);
    assertThat(report.ending().success()).isTrue();
    assertThat(heard()).containsExactly(ONE, TWO, THREE);
    assertThat(effects()).containsExactly("one", "two", "three");
    assertThat(turn.tell(new UUID(7, 4).toString(), "too late")).isFalse();
    assertThat(bench.run(session, "@@say next@@").output()).isEqualTo("next");
  }

  @Test
  void oneThatIsLargerThanAPipeArrivesWhole() throws Exception {
    AgentSession session = bench.open("s");
    Turn turn = bench.send(session, TOOL);
    awaitTool();
    String much = "x".repeat(300_000);
    assertThat(turn.tell(ONE, effect("one") + much + effect("two"))).isTrue();
    toolEnds();
    assertThat(Bench.result(turn).ending().success()).isTrue();
    assertThat(heard()).containsExactly(ONE);
    assertThat(effects()).containsExactly("one", "two");
  }

  @Test
  void whileItOnlySpeaksTheyAreAnsweredBehindAndBothAnswersAreOneReport() throws Exception {
    AgentSession session = bench.open("s");
    Turn turn = bench.send(session, "@@delay 1500@@ @@cost 0.5@@ @@say first@@");
    Bench.await(() -> !bench.heard(AgentEvent.SessionKnown.class).isEmpty());
    assertThat(turn.tell(ONE, effect("one") + " @@cost 0.25@@ @@say second@@")).isTrue();
    AgentReport report = Bench.result(turn);
    assertThat(report.output()).isEqualTo("first\n\nsecond");
    assertThat(report.spent().cost()).isEqualTo(new Cost.Known(Money.ofMicros(750_000)));
    assertThat(heard()).containsExactly(ONE);
    assertThat(effects()).containsExactly("one");
    AgentReport next = bench.run(session, "@@cost 0.1@@ @@say next@@");
    assertThat(next.output()).isEqualTo("next");
    assertThat(next.spent().cost()).isEqualTo(new Cost.Known(Money.ofMicros(100_000)));
  }

  @Test
  void anInterruptTakesBackWhatWasNotHeard() throws Exception {
    AgentSession session = bench.open("s");
    Turn turn = bench.send(session, TOOL);
    awaitTool();
    turn.tell(ONE, effect("one"));
    turn.tell(TWO, effect("two"));
    turn.interrupt();
    assertThat(Bench.result(turn).ending().code()).isEqualTo(OutcomeCode.INTERRUPTED);
    assertThat(turn.tell(THREE, effect("three"))).isFalse();
    assertThat(bench.run(session, "@@say next@@").output()).isEqualTo("next");
    assertThat(heard()).isEmpty();
    assertThat(effects()).isEmpty();
  }

  @Test
  void aLaterDaemonTellsThemAgainAndTheyAreHeardOnce() throws Exception {
    AgentSession session = bench.open("s");
    TurnRequest request = Bench.request(TOOL);
    Turn before = session.send(request, bench.listener);
    awaitTool();
    before.tell(ONE, effect("one"));
    before.tell(TWO, effect("two"));
    bench.newDaemon();
    bench.events.clear();
    AgentSession adopted = bench.adopt(session);
    Turn turn = goesOn(adopted.resumeTurn(request, bench.listener));
    for (String word : List.of("one", "two", "three")) {
      String id = word.equals("one") ? ONE : word.equals("two") ? TWO : THREE;
      assertThat(turn.tell(id, effect(word))).isTrue();
    }
    toolEnds();
    assertThat(Bench.result(turn).ending().success()).isTrue();
    assertThat(heard()).containsExactly(ONE, TWO, THREE);
    assertThat(effects()).containsExactly("one", "two", "three");
  }

  @Test
  void oneThatWasNotedAndNeverToldDoesNotKeepTheTurnFromItsEnd() throws Exception {
    AgentSession session = bench.open("s");
    TurnRequest request = Bench.request("@@say first@@");
    Bench.result(session.send(request, bench.listener));
    WordNotes.add(session.folder(), request.id(), ONE); // killed between the note and the write
    bench.newDaemon();
    AgentSession adopted = bench.adopt(session);
    Turn turn = goesOn(adopted.resumeTurn(request, bench.listener));
    assertThat(Bench.result(turn).output()).isEqualTo("first");
    assertThat(turn.tell(ONE, effect("one"))).isFalse();
    assertThat(bench.run(adopted, "@@say next@@").output()).isEqualTo("next");
    assertThat(heard()).isEmpty();
    assertThat(effects()).isEmpty();
  }

  private static Turn goesOn(dev.agentpool.session.Resumed resumed) {
    return ((dev.agentpool.session.Resumed.GoesOn) resumed).turn();
  }
}
