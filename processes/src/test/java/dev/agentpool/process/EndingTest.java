package dev.agentpool.process;

import static dev.agentpool.process.Sessions.await;
import static dev.agentpool.process.Sessions.exitOf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.process.Sessions.Setup;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EndingTest {

  private static final String ESCAPE =
      "use POSIX; $|=1; $SIG{TERM}='IGNORE' if $ARGV[0]; if (!fork) { setsid; if (!fork) {"
          + " $SIG{HUP}='IGNORE'; exec 'sleep', '1000' } exit } wait; print \"ready\\n\"; while (1)"
          + " { sleep 100 }";

  @TempDir Path folder;
  Sessions sessions;
  final Recorder heard = new Recorder();
  final ProcessTable table = new ProcessTable();

  static Stream<Setup> setups() {
    return Setup.all();
  }

  private Child startEscaping(Setup setup, String... arguments) {
    sessions = new Sessions(folder, setup);
    String[] command =
        Stream.concat(Stream.of("perl", "-e", ESCAPE), Stream.of(arguments)).toArray(String[]::new);
    Child child = sessions.start("s", command);
    child.follow(0, heard);
    await(() -> heard.lines.contains("ready"));
    assertThat(members(child)).hasSizeGreaterThanOrEqualTo(4);
    return child;
  }

  private Set<Long> members(Child child) {
    String marker = new SessionFolder(child.folder()).readMeta().orElseThrow().marker();
    Set<Long> pids = new TreeSet<>();
    table.scan().stream().filter(e -> e.marker().equals(marker)).forEach(e -> pids.add(e.pid()));
    return pids;
  }

  @AfterEach
  void close() {
    if (sessions != null) {
      sessions.close();
    }
  }

  @ParameterizedTest
  @MethodSource("setups")
  void aDetachedGrandchildDiesWithTheSession(Setup setup) {
    Child child = startEscaping(setup);
    EndReport report = child.end(Duration.ofSeconds(5));
    assertThat(report.means()).isEqualTo(EndReport.Means.SIGTERM);
    assertThat(report.isClean()).isTrue();
    // without a namespace it is looked for, and who is in the middle of ending is found too
    assertThat(report.swept()).isLessThanOrEqualTo(setup.confinement().isNamespace() ? 0 : 3);
    assertThat(members(child)).isEmpty();
    assertThat(exitOf(child)).isEqualTo(new Exit.Signal(15));
    assertThat(child.end(Duration.ofSeconds(5)).means()).isEqualTo(EndReport.Means.ALREADY_ENDED);
  }

  @ParameterizedTest
  @MethodSource("setups")
  void aChildThatIgnoresTermIsKilled(Setup setup) {
    Child child = startEscaping(setup, "ignore");
    EndReport report = child.end(Duration.ofMillis(200));
    assertThat(report.means()).isEqualTo(EndReport.Means.SIGKILL);
    assertThat(report.isClean()).isTrue();
    assertThat(members(child)).isEmpty();
    assertThat(exitOf(child)).isEqualTo(new Exit.Signal(9));
  }

  @ParameterizedTest
  @MethodSource("setups")
  void anAdoptedChildIsEndedTheSameWay(Setup setup) {
    Child child = reopened(startEscaping(setup, "ignore"));
    assertThat(child.end(Duration.ofMillis(200)).isClean()).isTrue();
    assertThat(members(child)).isEmpty();
    assertThat(exitOf(child)).isEqualTo(new Exit.Signal(9));
  }

  private Child reopened(Child child) {
    return sessions.reopen(child);
  }

  @ParameterizedTest
  @MethodSource("setups")
  void aHolderKilledFromOutsideLeavesNothing(Setup setup) {
    Child child = startEscaping(setup);
    Native.kill(child.identity().pid(), Native.SIGKILL);
    assertThat(exitOf(child)).isEqualTo(new Exit.Signal(9));
    assertThat(members(child)).isEmpty();
    Child again = sessions.reopen(child);
    assertThat(again.exit()).isEqualTo(Optional.of(new Exit.Signal(9)));
  }

  @ParameterizedTest
  @MethodSource("setups")
  void anAdoptedHolderKilledFromOutsideLeavesNothing(Setup setup) {
    Child child = reopened(startEscaping(setup));
    Native.kill(child.identity().pid(), Native.SIGKILL);
    assertThat(exitOf(child)).isInstanceOf(Exit.Unknown.class);
    assertThat(members(child)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("setups")
  void theInnerShellKilledFromOutsideLeavesNothing(Setup setup) {
    Child child = startEscaping(setup);
    table.scan().stream()
        .filter(e -> e.parent() == child.identity().pid())
        .forEach(e -> Native.kill(e.pid(), Native.SIGKILL));
    exitOf(child);
    assertThat(members(child)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("setups")
  void nothingOutlivesAChildThatReturns(Setup setup) {
    sessions = new Sessions(folder, setup);
    Child child = sessions.perl("s", ESCAPE.replace("while (1) { sleep 100 }", "exit 6"));
    assertThat(exitOf(child)).isEqualTo(new Exit.Code(6));
    assertThat(members(child)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("setups")
  void noZombieIsLeft(Setup setup) {
    Child child = startEscaping(setup);
    Set<Long> pids = members(child);
    child.end(Duration.ofSeconds(5));
    // without a namespace, orphans are the machine's to reap, and it may take its time
    long us = ProcessHandle.current().pid();
    await(() ->
        pids.stream()
            .noneMatch(
                pid -> table.find(pid).filter(e -> e.parent() == us || !e.isGone()).isPresent()));
    if (setup.confinement().isNamespace()) {
      await(() -> pids.stream().noneMatch(Sessions::exists));
    }
  }

  @ParameterizedTest
  @MethodSource("setups")
  void aChildThatCatchesTermMaySayItsLastWords(Setup setup) {
    sessions = new Sessions(folder, setup);
    Child child =
        sessions.perl(
            "s",
            "$|=1; $SIG{TERM}=sub { print \"bye\\n\"; exit 4 }; print \"ready\\n\"; sleep 100 while"
                + " 1");
    child.follow(0, heard);
    await(() -> heard.lines.contains("ready"));
    assertThat(child.end(Duration.ofSeconds(5)).means()).isEqualTo(EndReport.Means.SIGTERM);
    assertThat(exitOf(child)).isEqualTo(new Exit.Code(4));
    assertThat(heard.lines).containsExactly("ready", "bye");
  }

  @ParameterizedTest
  @MethodSource("setups")
  void aChildEndedRightAfterItsStartLeavesNothing(Setup setup) {
    sessions = new Sessions(folder, setup);
    for (int i = 0; i < 10; i++) {
      Child child = sessions.sh("s" + i, "sleep 1000 & sleep 1000");
      EndReport report = child.end(i % 2 == 0 ? Duration.ZERO : Duration.ofSeconds(10));
      assertThat(report.isClean()).isTrue();
      assertThat(report.means())
          .isEqualTo(i % 2 == 0 ? EndReport.Means.SIGKILL : EndReport.Means.SIGTERM);
      exitOf(child);
      assertThat(members(child)).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("setups")
  void interruptStillReachesTheChild(Setup setup) {
    sessions = new Sessions(folder, setup);
    assertThat(exitOf(sessions.sh("s", "kill -INT $$; sleep 5"))).isEqualTo(new Exit.Signal(2));
  }
}
