package dev.agentpool.provider.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.provider.turn.WordNotes;
import dev.agentpool.session.AgentEvent;
import dev.agentpool.session.AgentSession;
import dev.agentpool.session.Resumed;
import dev.agentpool.session.Turn;
import dev.agentpool.session.TurnRequest;
import dev.agentpool.task.AgentReport;
import dev.agentpool.task.OutcomeCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.UUID;

/** What holds of every agent that takes words while it works; the steps of tests. */
public final class WordsIntoATurn {
  public static final List<String> WORDS = List.of("word alder", "word birch", "word cedar");
  private final ProviderBench bench;
  private final Script script;

  public WordsIntoATurn(ProviderBench bench, Script script) {
    this.bench = bench;
    this.script = script;
  }

  private static String id(int n) {
    return new UUID(7, n).toString();
  }

  private String prompt() {
    return script.runs("touch at; until [ -e go ]; do sleep 0.05; done") + " " + script.say("so");
  }

  private void awaitTool() {
    ProviderBench.await(() -> Files.exists(bench.work.resolve("at")));
  }

  private void toolEnds() {
    try {
      Files.createFile(bench.work.resolve("go"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> heard() {
    return bench.events.stream()
        .filter(AgentEvent.Heard.class::isInstance)
        .map(event -> ((AgentEvent.Heard) event).word())
        .toList();
  }

  private void assertHeardInOrder(AgentReport report) {
    assertThat(report.ending().success()).as("%s", report).isTrue();
    assertThat(heard()).containsExactly(id(0), id(1), id(2));
  }

  /** Told during a tool, one of them twice. */
  public void areHeardOnceAndInOrder() {
    AgentSession session = bench.open("s");
    Turn turn = bench.send(session, prompt());
    awaitTool();
    assertThat(turn.tell(id(0), WORDS.get(0))).isTrue();
    assertThat(turn.tell(id(1), WORDS.get(1))).isTrue();
    assertThat(turn.tell(id(0), WORDS.get(0))).isTrue();
    assertThat(turn.tell(id(2), WORDS.get(2))).isTrue();
    toolEnds();
    assertHeardInOrder(ProviderBench.result(turn));
    assertThat(turn.tell(id(3), "too late")).isFalse();
  }

  /** Two were told by a daemon that died, the second of them may have been; one was not. */
  public void areHeardOnceThoughTheDaemonDies() {
    AgentSession session = bench.open("s");
    TurnRequest request = ProviderBench.request(prompt());
    Turn before = session.send(request, bench.listener);
    awaitTool();
    assertThat(before.tell(id(0), WORDS.get(0))).isTrue();
    WordNotes.add(session.folder(), request.id(), id(1)); // noted, and then it was killed
    bench.newDaemon();
    bench.events.clear();
    AgentSession adopted = bench.adopt(session);
    Turn turn = ((Resumed.GoesOn) adopted.resumeTurn(request, bench.listener)).turn();
    adopted.caughtUp().join();
    for (int i = 0; i < WORDS.size(); i++) {
      assertThat(turn.tell(id(i), WORDS.get(i))).as(WORDS.get(i)).isTrue();
    }
    toolEnds();
    assertHeardInOrder(ProviderBench.result(turn));
  }

  /** One that was told before an interrupt is not heard then, nor in the next turn. */
  public void areGoneWithAnInterrupt(String next) {
    AgentSession session = bench.open("s");
    Turn turn = bench.send(session, prompt());
    awaitTool();
    assertThat(turn.tell(id(0), WORDS.get(0))).isTrue();
    turn.interrupt();
    assertThat(ProviderBench.result(turn).ending().code()).isEqualTo(OutcomeCode.INTERRUPTED);
    assertThat(turn.tell(id(1), WORDS.get(1))).isFalse();
    toolEnds();
    assertThat(bench.run(session, next).ending().success()).isTrue();
    assertThat(heard()).isEmpty();
  }

  /** How often a word stands in a text. */
  public static int count(String word, String text) {
    return text.split(word, -1).length - 1;
  }
}
