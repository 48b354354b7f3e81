package dev.agentpool.provider.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.provider.rpc.ProviderBench;
import dev.agentpool.session.AgentEvent;
import dev.agentpool.session.AgentSession;
import dev.agentpool.session.ScreenState;
import dev.agentpool.session.Terminal;
import dev.agentpool.session.ToolDesk;
import dev.agentpool.session.Turn;
import dev.agentpool.task.AgentReport;
import dev.agentpool.task.OutcomeCode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The six agents that come with agentpool, each by what it is for. */
class FakeAgentsTest {
  @TempDir Path folder;
  private ProviderBench bench;
  private final List<String> asked = new ArrayList<>();

  @AfterEach
  void close() {
    if (bench != null) {
      bench.close();
    }
  }

  private AgentSession open(String name) {
    bench = Terminals.fake(folder, name).with("access", "edit");
    bench.desk =
        new ToolDesk() {
          @Override
          public Permission mayUse(String tool, Map<String, Object> input) {
            asked.add(input.get("query").toString());
            return new Permission.Allow(null);
          }

          @Override
          public Words say(String id, String question, List<String> options) {
            asked.add(question);
            return new Words.Said("yes, run them");
          }
        };
    return bench.open("s");
  }

  @Test
  void aQuestionIsAnsweredAndTheResultIsTheBlock() {
    AgentReport report = bench(open("fake-question"));
    assertThat(asked).singleElement().asString().endsWith("Should I run the tests first?");
    assertThat(report.ending().success()).isTrue();
    assertThat(report.output()).startsWith("Summary:\nThe question was answered.\nFindings:");
    assertThat(shown()).contains("Fake Question Agent ready.", "Steering received: yes, run them");
  }

  @Test
  void aPermissionIsGiven() {
    AgentReport report = bench(open("fake-approval"));
    assertThat(asked).singleElement().asString().contains("Proceed?");
    assertThat(report.output()).contains("The approval was answered.");
    assertThat(shown()).contains("Approval received: y");
  }

  @Test
  void aLimitThatComesNearIsToldAndEndsNothing() {
    AgentReport report = bench(open("fake-limit"));
    assertThat(report.ending().success()).isTrue();
  }

  @Test
  void oneIsDoneAtOnce() {
    AgentReport report = bench(open("fake-completed"));
    assertThat(report.output()).contains("Everything was done.");
    assertThat(report.spent().cost()).isEqualTo(dev.agentpool.budget.Cost.NOTHING);
  }

  @Test
  void oneWritesAFile() {
    AgentReport report = bench(open("fake-patch"));
    assertThat(report.output()).contains("Files changed:\nagentpool_fake_patch.txt");
    assertThat(bench.work.resolve("agentpool_fake_patch.txt")).hasContent("written by fake-patch");
  }

  @Test
  void oneThatDoesNothingIsInterrupted() throws Exception {
    AgentSession session = open("fake-idle");
    Turn turn = bench.send(session, "wait");
    Terminal terminal = session.terminal().orElseThrow();
    ProviderBench.await(
        () -> terminal.screen(ProviderBench.PATIENCE).text().contains("Working..."));
    assertThat(terminal.screen(ProviderBench.PATIENCE).state()).isEqualTo(ScreenState.UNKNOWN);
    turn.interrupt();
    assertThat(ProviderBench.result(turn).ending().code()).isEqualTo(OutcomeCode.INTERRUPTED);
  }

  private AgentSession session;

  private AgentReport bench(AgentSession opened) {
    session = opened;
    AgentReport report = bench.run(opened, "look around");
    assertThat(bench.heard(AgentEvent.SessionKnown.class)).isNotEmpty();
    return report;
  }

  private String shown() {
    return session.terminal().orElseThrow().screen(ProviderBench.PATIENCE).text();
  }
}
