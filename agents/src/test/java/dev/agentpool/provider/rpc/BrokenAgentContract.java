package dev.agentpool.provider.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.session.AgentEvent;
import dev.agentpool.session.AgentSession;
import dev.agentpool.session.ToolDesk;
import dev.agentpool.session.Turn;
import dev.agentpool.session.TurnRequest;
import dev.agentpool.task.AgentReport;
import dev.agentpool.task.OutcomeCode;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** What is kept though the agent breaks its protocol; only scripted ones can be told to. */
public abstract class BrokenAgentContract extends ProviderContract {

  @Test
  void rubbishBetweenTheLinesIsPassedOver() {
    AgentReport report = bench.run(bench.open("s"), "@@garbage@@ @@unknown@@ @@say all the same@@");
    assertThat(report.output()).isEqualTo("all the same");
  }

  @Test
  void aGiantLineIsCutAndToldOf() {
    AgentReport report = bench.run(bench.open("s"), "@@line 3000000@@ @@say after@@");
    assertThat(report.ending().success()).isTrue();
    assertThat(report.output()).endsWith("after");
    assertThat(report.notices()).anyMatch(notice -> notice.contains("too long to take whole"));
  }

  @Test
  void aFloodIsHeardToItsEnd() {
    AgentReport report = bench.run(bench.open("s"), "@@flood 3000000@@ @@say after@@");
    assertThat(report.output()).endsWith("after");
  }

  @Test
  void aProcessThatEndsInItsTurnIsACrashWithItsCode() {
    AgentReport half = bench.run(bench.open("half"), "@@say a@@ @@half@@");
    assertThat(half.ending().code()).isEqualTo(OutcomeCode.CRASHED);
    AgentReport crash = bench.run(bench.open("crash"), "@@say until then@@ @@crash 9@@");
    assertThat(crash.ending().code()).isEqualTo(OutcomeCode.CRASHED);
    assertThat(crash.output()).isEqualTo("until then");
    assertThat(crash.exit()).extracting(AgentReport.Exit::code).isEqualTo(9);
  }

  @Test
  void aProcessThatDiesWithAQuestionOpenIsACrashAndTheDeskIsHeardInVain() {
    Desk desk = new Desk(allow(), 1);
    bench.desk = desk;
    AgentSession session = withAccess("edit").open("s");
    Turn turn = bench.send(session, "@@ask Bash {\"command\":\"true\"}@@");
    ProviderBench.await(() -> !desk.asked.isEmpty());
    bench.host.adopt(session.folder()).orElseThrow().end(java.time.Duration.ZERO);
    assertThat(ProviderBench.result(turn).ending().code()).isEqualTo(OutcomeCode.CRASHED);
    desk.mayAnswer();
  }

  @Test
  void aQuestionThatComesTwiceIsAskedOnce() {
    Desk desk = new Desk(allow());
    bench.desk = desk;
    AgentReport report =
        bench.run(
            withAccess("edit").open("s"), "@@ask-twice Bash {\"command\":\"true\"}@@ @@say done@@");
    assertThat(report.output()).isEqualTo("done");
    assertThat(desk.asked).hasSize(1);
  }

  @Test
  void aQuestionAfterItsTurnIsAskedOfNobody() {
    Desk desk = new Desk(allow());
    bench.desk = desk;
    AgentSession session = withAccess("edit").open("s");
    bench.run(session, "@@ask-late@@ @@say done@@");
    ProviderBench.await(() -> Files.exists(session.folder().resolve("answered")));
    assertThat(bench.run(session, "@@say next@@").output()).isEqualTo("next");
    assertThat(desk.asked).isEmpty();
  }

  @Test
  void aQuestionThatIsOpenIsAskedAgainByTheNextDaemonAndAnAnsweredOneIsNot() {
    TurnRequest request =
        ProviderBench.request(
            "@@ask Bash {\"command\":\"echo one >> n.txt\"}@@ @@ask Bash {\"command\":\"echo two >>"
                + " n.txt\"}@@ @@say done@@");
    Desk firstDesk = new Desk(allow(), 1);
    bench.desk = firstDesk;
    AgentSession asking = withAccess("edit").open("asking");
    asking.send(request, bench.listener);
    ProviderBench.await(() -> !firstDesk.asked.isEmpty());
    bench.newDaemon();
    Desk second = new Desk(allow());
    bench.desk = second;
    AgentReport report =
        ProviderBench.resumed(bench.adopt(asking).resumeTurn(request, bench.listener));
    assertThat(report.output()).isEqualTo("done");
    assertThat(second.asked).hasSize(2);
    assertThat(bench.work.resolve("n.txt")).hasContent("one\ntwo");
    bench.newDaemon();
    Desk third = new Desk(new ToolDesk.Permission.Deny("asked again", false));
    bench.desk = third;
    ProviderBench.resumed(bench.adopt(asking).resumeTurn(request, bench.listener));
    assertThat(third.asked).isEmpty();
  }

  @Test
  void anInterruptWithdrawsAnOpenQuestion() {
    Desk desk = new Desk(allow(), 1);
    bench.desk = desk;
    AgentSession session = withAccess("edit").open("s");
    Turn turn = bench.send(session, "@@ask Bash {\"command\":\"touch late.txt\"}@@ @@say no@@");
    ProviderBench.await(() -> !desk.asked.isEmpty());
    turn.interrupt();
    assertThat(ProviderBench.result(turn).ending().code()).isEqualTo(OutcomeCode.INTERRUPTED);
    desk.mayAnswer();
    assertThat(bench.run(session, "@@say next@@").output()).isEqualTo("next");
    assertThat(bench.work.resolve("late.txt")).doesNotExist();
  }

  @Test
  void aPieceOfTextThatNothingFollowsIsToldAllTheSame() {
    AgentSession session = bench.with("access", "full").open("s");
    Turn turn = bench.send(session, "@@say thinking aloud@@ @@hang@@");
    ProviderBench.await(() -> bench.events.contains(new AgentEvent.Text("thinking aloud")));
    turn.interrupt();
    ProviderBench.result(turn);
  }

  @Test
  void aFolderWithoutASessionGivesNone() {
    assertThat(bench.provider().adopt(folder.resolve("nothing"), bench.desk)).isEmpty();
  }
}
