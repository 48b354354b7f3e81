package dev.agentpool.process;

import static dev.agentpool.process.Sessions.await;
import static dev.agentpool.process.Sessions.exitOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentpool.process.ProcessException.Code;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdoptionTest {

  @TempDir Path folder;
  Sessions sessions;
  final Recorder heard = new Recorder();

  @BeforeEach
  void open() {
    sessions = opened();
  }

  Sessions opened() {
    return new Sessions(folder);
  }

  @AfterEach
  void close() {
    sessions.close();
  }

  @Test
  void nothingIsLostAndNothingHeardTwiceAcrossManyHosts() {
    Child child =
        sessions.perl(
            "s", "$|=1; for (1..3000) { print \"$_\\n\"; select(undef,undef,undef,0.0005) }");
    List<String> all = new ArrayList<>();
    long offset = 0;
    for (int hosts = 0; hosts < 6; hosts++) {
      Recorder part = new Recorder();
      child.follow(offset, part);
      int wanted = 100;
      await(() -> part.lines.size() >= wanted);
      child = sessions.reopen(child);
      all.addAll(part.lines);
      offset = part.offset;
    }
    child.follow(offset, heard);
    assertThat(exitOf(child)).isEqualTo(new Exit.Code(0));
    all.addAll(heard.lines);
    assertThat(all).isEqualTo(IntStream.rangeClosed(1, 3000).mapToObj(String::valueOf).toList());
  }

  @Test
  void anAdoptedChildTakesInputAndTellsItsExit() {
    Child child = sessions.reopen(sessions.sh("s", "read x; echo got $x; exit 5"));
    assertThat(child.alive()).isTrue();
    assertThat(child.exit()).isEmpty();
    child.follow(0, heard);
    child.write("hello\n".getBytes());
    assertThat(exitOf(child)).isEqualTo(new Exit.Code(5));
    assertThat(heard.lines).containsExactly("got hello");
  }

  @Test
  void aChildThatEndedMeanwhileIsAdoptedWithItsExit() {
    Child child = sessions.sh("s", "echo bye; exit 42");
    sessions.host.close();
    await(() -> !child.alive());
    Child again = sessions.reopen(child);
    assertThat(again.alive()).isFalse();
    assertThat(again.exit()).contains(new Exit.Code(42));
    again.follow(0, heard);
    assertThat(exitOf(again)).isEqualTo(new Exit.Code(42));
    await(() -> heard.lines.contains("bye"));
  }

  @Test
  void aSignalIsKnownAfterAdoption() {
    Child child = sessions.reopen(sessions.sh("s", "kill -11 $$"));
    assertThat(exitOf(child)).isEqualTo(new Exit.Signal(11));
  }

  @Test
  void aRecycledPidIsNotTheChild() throws Exception {
    Child child = sessions.sh("s", "exit 0");
    exitOf(child);
    await(() -> ticksNow() > child.identity().startTicks());
    Process stranger = new ProcessBuilder("sleep", "100").start();
    try {
      Path pid = child.folder().resolve("pid");
      String[] fields = Files.readString(pid).split(" ");
      Files.writeString(pid, stranger.pid() + " " + fields[1] + " " + fields[2]);
      Files.delete(child.folder().resolve("exit"));
      Child forged = sessions.reopen(child);
      assertThat(forged.alive()).isFalse();
      assertThat(exitOf(forged)).isInstanceOf(Exit.Unknown.class);
      assertThat(forged.end(Duration.ZERO).means()).isEqualTo(EndReport.Means.ALREADY_ENDED);
      assertThat(stranger.isAlive()).isTrue();
    } finally {
      stranger.destroyForcibly().waitFor();
    }
  }

  /** Ticks are a hundredth of a second: no pid comes round that fast. */
  private static long ticksNow() throws Exception {
    return (long)
            (Double.parseDouble(Files.readString(Path.of("/proc/uptime")).split(" ")[0]) * 100)
        - 1;
  }

  @Test
  void aChildOfAnEarlierBootIsGone() throws Exception {
    Child child = sessions.sh("s", "sleep 100");
    Path pid = child.folder().resolve("pid");
    String saved = Files.readString(pid);
    Files.writeString(
        pid, child.identity().pid() + " " + child.identity().startTicks() + " an-earlier-boot\n");
    Child again = sessions.reopen(child);
    assertThat(again.alive()).isFalse();
    assertThat(again.exit().orElseThrow())
        .isInstanceOfSatisfying(
            Exit.Unknown.class, unknown -> assertThat(unknown.why()).contains("restarted"));
    Files.writeString(pid, saved);
  }

  @Test
  void aDaemonThatDiedBeforeItWroteThePidFindsItsChild() throws Exception {
    Child child = sessions.sh("s", "read x; exit 3");
    Files.delete(child.folder().resolve("pid"));
    Child again = sessions.reopen(child);
    assertThat(again.identity()).isEqualTo(child.identity());
    again.write("\n".getBytes());
    assertThat(exitOf(again)).isEqualTo(new Exit.Code(3));
  }

  @Test
  void aFolderThatHoldsNoSessionIsNotAdopted() throws Exception {
    assertThat(sessions.host.adopt(folder.resolve("nothing"))).isEmpty();
    assertThat(sessions.host.adopt(Files.createDirectory(folder.resolve("empty")))).isEmpty();
  }

  @Test
  void aBrokenMetaFileIsReportedAndNotGuessed() throws Exception {
    Path broken = Files.createDirectory(folder.resolve("broken"));
    Files.writeString(broken.resolve("meta"), "{\"marker\":");
    assertThatThrownBy(() -> sessions.host.adopt(broken))
        .isInstanceOfSatisfying(
            ProcessException.class, e -> assertThat(e.code()).isEqualTo(Code.FOLDER_UNUSABLE))
        .hasMessageContaining("meta");
  }

  @Test
  void aSessionOfThisHostIsReturnedAsItIs() {
    Child child = sessions.sh("s", "sleep 100");
    assertThat(sessions.host.adopt(child.folder())).containsSame(child);
  }
}
