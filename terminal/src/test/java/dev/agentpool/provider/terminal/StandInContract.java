package dev.agentpool.provider.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.provider.rpc.ProviderBench;
import dev.agentpool.provider.rpc.ProviderContract;
import dev.agentpool.provider.rpc.Script;
import dev.agentpool.session.AgentSession;
import dev.agentpool.session.Resumed;
import dev.agentpool.session.Screen;
import dev.agentpool.session.ScreenState;
import dev.agentpool.session.Terminal;
import dev.agentpool.session.ToolDesk;
import dev.agentpool.session.Turn;
import dev.agentpool.session.TurnRequest;
import dev.agentpool.task.AgentReport;
import dev.agentpool.task.OutcomeCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a CLI keeps that is known by its screens alone, played by a stand-in. */
abstract class StandInContract extends ProviderContract {
  @Override
  protected Script script() {
    return new Script() {
      @Override
      public String runs(String command) {
        return "@@run " + command + "@@";
      }

      @Override
      public String writes(Path file, String text) {
        return "@@write " + file + " " + text + "@@";
      }

      @Override
      public String limit() {
        return "@@limit@@";
      }

      @Override
      public String apiError(int code) {
        return "@@logout@@";
      }
    };
  }

  @Override
  protected boolean tellsTools() {
    return false;
  }

  @Override
  protected boolean resets() {
    return false;
  }

  /** Only walls hold it. */
  @Override
  protected ProviderBench withAccess(String access) {
    behindWalls();
    return bench.with("access", access);
  }

  /** It shows one error that is known: that nobody is logged in. */
  @Override
  @Test
  protected void anErrorOfTheModelApiIsToldAsWhatItIs() {
    assertThat(bench.run(bench.open("s"), script().apiError(401)).ending().code())
        .isEqualTo(OutcomeCode.AUTH_FAILED);
  }

  /** How it shows this is not known. */
  @Override
  protected void aServerErrorOfTheModelApiIsAFailure() {}

  /** How it shows this is not known. */
  @Override
  protected void anAnswerThatIsCutIsNoSuccess() {}

  @Test
  void aBlockThatAToolPrintsIsNotTheResult() {
    AgentReport report = bench.run(bench.open("s"), "@@forge@@ @@sleep 4@@ @@say the real one@@");
    assertThat(report.output()).isEqualTo("the real one");
    assertThat(report.notices()).isEmpty();
  }

  @Test
  void whatItAsksInWordsIsAnsweredInWords() {
    bench.desk =
        new ToolDesk() {
          @Override
          public Permission mayUse(String tool, java.util.Map<String, Object> input) {
            return new Permission.Deny("no", false);
          }

          @Override
          public Words say(String id, String question, List<String> options) {
            assertThat(question).isEqualTo("Which of the two files should I change?");
            return new Words.Said("the second one");
          }
        };
    AgentReport report =
        bench.run(bench.open("s"), "@@ask Which of the two files should I change?@@ @@say  done@@");
    assertThat(report.output()).isEqualTo("[the second one]done");
  }

  @Test
  void aTaskThatIsAQuestionIsNotAskedBack() {
    Desk desk = new Desk(allow());
    bench.desk = desk;
    AgentReport report =
        bench.run(
            bench.open("s"),
            "@@sleep 4@@ @@say because@@\nTell me this: Why should I not delete the folder?");
    assertThat(report.output()).isEqualTo("because");
    assertThat(desk.asked).isEmpty();
  }

  @Test
  void whatIsAnsweredAtTheTerminalNeedsNobodyElse() throws Exception {
    Desk desk = new Desk(deny(), 1);
    bench.desk = desk;
    AgentSession session = withAccess("edit").open("s");
    Turn turn = bench.send(session, script().runs("touch by-hand.txt") + " @@say done@@");
    Terminal terminal = session.terminal().orElseThrow();
    ProviderBench.await(() -> !desk.asked.isEmpty());
    assertThat(terminal.screen(ProviderBench.PATIENCE).state()).isEqualTo(ScreenState.APPROVAL);
    terminal.keys(yes());
    AgentReport report = ProviderBench.result(turn);
    desk.mayAnswer();
    assertThat(report.output()).isEqualTo("done");
    assertThat(report.denials()).isEmpty();
    assertThat(file("by-hand.txt")).exists();
  }

  /** Keys for yes. */
  protected abstract List<String> yes();

  @Test
  void aQuestionThatIsOpenWhenTheDaemonDiesIsAskedByTheNext() throws Exception {
    Desk never = new Desk(deny(), 1);
    bench.desk = never;
    AgentSession first = withAccess("edit").open("s");
    TurnRequest request =
        ProviderBench.request(script().runs("touch later.txt") + " @@say after@@");
    first.send(request, bench.listener);
    ProviderBench.await(() -> !never.asked.isEmpty());
    bench.newDaemon();
    Desk now = new Desk(allow());
    bench.desk = now;
    Resumed resumed = bench.adopt(first).resumeTurn(request, bench.listener);
    assertThat(ProviderBench.resumed(resumed).output()).isEqualTo("after");
    assertThat(now.asked).hasSize(1);
    assertThat(file("later.txt")).exists();
    never.mayAnswer();
  }

  @Test
  void itsScreenIsSeenWithItsEvidenceAndAPersonMayAttach() throws Exception {
    AgentSession session = bench.open("s");
    bench.run(session, script().say("all well"));
    Terminal terminal = session.terminal().orElseThrow();
    Screen screen = terminal.screen(Duration.ofSeconds(20));
    assertThat(screen.state()).isEqualTo(ScreenState.COMPLETED);
    assertThat(screen.evidence().rule()).isEqualTo("result block");
    assertThat(screen.evidence().result()).contains("all well");
    assertThat(screen.hash()).hasSize(64);
    assertThat(terminal.attachCommand()).contains("attach-session");
    terminal.type("half a word", false);
    ProviderBench.await(
        () -> terminal.screen(ProviderBench.PATIENCE).text().contains("half a word"));
  }

  @Test
  void aProgramThatEndsInTheMiddleIsACrashWithItsLastWords() {
    AgentReport report = bench.run(bench.open("s"), "@@die@@");
    assertThat(report.ending().code()).isEqualTo(OutcomeCode.CRASHED);
    assertThat(report.ending().message()).contains("the agent broke");
  }

  @Test
  void aPromptOfAMegabyteArrivesWhole() throws Exception {
    Path copy = file("length.txt");
    String much = "0123456789 abcdefghi\n".repeat(50_000);
    AgentReport report =
        bench.run(bench.open("s"), "@@write " + copy + " written@@ @@say read@@\n" + much);
    assertThat(report.output()).isEqualTo("read");
    assertThat(Files.readString(copy)).isEqualTo("written");
  }
}
