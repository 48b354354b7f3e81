package dev.agentpool.process;

import static dev.agentpool.process.Sessions.MIB;
import static dev.agentpool.process.Sessions.await;
import static dev.agentpool.process.Sessions.exitOf;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputTest {

  @TempDir Path folder;
  Sessions sessions;
  final Recorder heard = new Recorder();

  @BeforeEach
  void open() {
    sessions = new Sessions(folder);
  }

  @AfterEach
  void close() {
    sessions.close();
  }

  @Test
  void linesAreHeardInOrderWithTheirOffsets() {
    Child child = sessions.sh("s", "printf 'one\\n\\n  \\ntwo\\r\\n'");
    child.follow(0, heard);
    assertThat(exitOf(child)).isEqualTo(new Exit.Code(0));
    assertThat(heard.lines).containsExactly("one", "two");
    assertThat(heard.offset).isEqualTo(13);
  }

  @Test
  void aLineOf64MebibytesIsReportedByItsHeadAndTheNextOneIsHeard() {
    Child child = sessions.perl("s", "for (1..64) { print 'x' x 1048576 } print \"\\nafter\\n\"");
    child.follow(0, heard);
    exitOf(child);
    assertThat(heard.oversized).hasSize(1);
    assertThat(heard.oversized.getFirst().bytes()).isEqualTo(64L * MIB);
    assertThat(heard.oversized.getFirst().head()).hasSize(4096).startsWith("xxx");
    assertThat(heard.lines).containsExactly("after");
  }

  @Test
  void aFloodIsEndedByTheQuotaAndHeldInLittleMemory() throws Exception {
    LaunchSpec spec =
        sessions.spec("s", "perl", "-e", "$l = ('y' x 99).\"\\n\"; while (1) { print $l }");
    LaunchSpec limited =
        new LaunchSpec(
            spec.folder(),
            spec.command(),
            spec.environment(),
            spec.workingDirectory(),
            200L * MIB,
            MIB);
    AtomicReference<Long> lines = new AtomicReference<>(0L);
    AtomicReference<Long> over = new AtomicReference<>(0L);
    long before = used();
    AtomicReference<Long> most = new AtomicReference<>(0L);
    Child child = sessions.start(limited);
    child.follow(
        0,
        new OutputListener() {
          @Override
          public void line(String line, long endOffset) {
            if (lines.accumulateAndGet(1L, Long::sum) % 100_000 == 0) {
              most.accumulateAndGet(used() - before, Math::max);
            }
          }

          @Override
          public void oversized(long bytes, String head, long endOffset) {}

          @Override
          public void overQuota(long bytes) {
            over.accumulateAndGet(1L, Long::sum);
          }
        });
    assertThat(exitOf(child)).isEqualTo(new Exit.Signal(9));
    assertThat(over.get()).isEqualTo(1);
    assertThat(lines.get()).isEqualTo(Files.size(child.folder().resolve("out")) / 100);
    assertThat(Files.size(child.folder().resolve("out"))).isBetween(200L * MIB, 900L * MIB);
    assertThat(most.get()).isLessThan(500L * MIB); // garbage included
    assertThat(child.end(java.time.Duration.ZERO).isClean()).isTrue();
  }

  private static long used() {
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  @Test
  void theErrorOutputHasAQuotaToo() {
    LaunchSpec spec = sessions.spec("s", "perl", "-e", "while (1) { print STDERR 'e' x 1000 }");
    Child child =
        sessions.start(
            new LaunchSpec(
                spec.folder(),
                spec.command(),
                spec.environment(),
                spec.workingDirectory(),
                8L * MIB,
                MIB));
    assertThat(exitOf(child)).isEqualTo(new Exit.Signal(9));
  }

  @Test
  void terminalEscapesAreTakenOut() {
    Child child =
        sessions.perl(
            "s",
            "print \"\\e[31mred\\e[0m"
                + " \\e]0;title\\a\\e]8;;http://x\\e\\\\link\\e(B\\e[?25l\\e[2K\\e7"
                + " end\\e[\\n\\e[0m\\n\"");
    child.follow(0, heard);
    exitOf(child);
    assertThat(heard.lines).containsExactly("red link end");
  }

  @Test
  void brokenUtf8IsReplacedAndCharactersSplitAcrossWritesAreWhole() {
    Child child =
        sessions.perl(
            "s",
            "$|=1; print \"a\\xff\\xfeb\\n\"; print \"gr\\xc3\"; select(undef,undef,undef,0.05);"
                + " print \"\\xbc\\xe2\\x82\";select(undef,undef,undef,0.05); print \"\\xac\\n\"");
    child.follow(0, heard);
    exitOf(child);
    assertThat(heard.lines).containsExactly("a\ufffd\ufffdb", "gr\u00fc\u20ac");
  }

  @Test
  void halfALineAtTheEndIsToldApart() {
    Child child = sessions.sh("s", "echo whole; printf half");
    child.follow(0, heard);
    exitOf(child);
    assertThat(heard.lines).containsExactly("whole");
    assertThat(heard.unterminated).containsExactly("half");
  }

  @Test
  void anEndedChildCanBeReplayedFromAnyOffset() {
    Child child = sessions.sh("s", "echo one; echo two; printf half");
    exitOf(child);
    child.follow(4, heard);
    await(() -> !heard.unterminated.isEmpty());
    assertThat(heard.lines).containsExactly("two");
    Recorder again = new Recorder();
    child.follow(0, again);
    await(() -> !again.unterminated.isEmpty());
    assertThat(again.lines).containsExactly("one", "two");
  }

  @Test
  void aListenerThatWasReplacedHearsNothingMore() {
    Child child = sessions.sh("s", "while read x; do echo $x; done");
    child.follow(0, heard);
    child.write("one\n".getBytes());
    await(() -> heard.lines.size() == 1);
    Recorder other = new Recorder();
    child.follow(heard.offset, other);
    child.write("two\n".getBytes());
    await(() -> other.lines.contains("two"));
    assertThat(heard.lines).containsExactly("one");
    assertThat(other.lines).containsExactly("two");
  }

  @Test
  void aListenerThatFailsHurtsNobodyElse() {
    Child bad = sessions.sh("bad", "echo one; echo two");
    bad.follow(
        0,
        new OutputListener() {
          @Override
          public void line(String line, long endOffset) {
            throw new IllegalStateException(
                "a listener that fails (this stack trace belongs to a test)");
          }

          @Override
          public void oversized(long bytes, String head, long endOffset) {}
        });
    assertThat(exitOf(bad)).isEqualTo(new Exit.Code(0));
    Child good = sessions.sh("good", "echo fine");
    good.follow(0, heard);
    exitOf(good);
    assertThat(heard.lines).containsExactly("fine");
  }

  @Test
  void theErrorTailIsTheLastOfTheErrorOutput() {
    Child child =
        sessions.perl("s", "print STDERR 'x' x 5000, \"\\e[1mlast\\e[0m \\xff\\n\"; exit 3");
    assertThat(exitOf(child)).isEqualTo(new Exit.Code(3));
    assertThat(child.errorTail(100)).endsWith("xxxlast \ufffd\n").hasSizeLessThan(101);
    assertThat(child.errorTail(1 << 20)).hasSizeGreaterThan(5000);
  }

  @Test
  void theFolderIsPrivateAndTellsNoSecrets() throws Exception {
    LaunchSpec spec = sessions.spec("s", "sh", "-c", "echo $KEY");
    var environment = new java.util.HashMap<>(spec.environment());
    environment.put("KEY", "sk-secret");
    Child child =
        sessions.start(
            new LaunchSpec(spec.folder(), spec.command(), environment, folder, 1L << 30, MIB));
    child.follow(0, heard);
    exitOf(child);
    assertThat(heard.lines).containsExactly("sk-secret");
    assertThat(Files.readString(spec.folder().resolve("meta")))
        .contains("KEY")
        .doesNotContain("sk-secret");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(spec.folder())))
        .isEqualTo("rwx------");
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(spec.folder().resolve("in"))))
        .isEqualTo("rw-------");
  }

  @Test
  void theChildSeesOnlyItsOwnEnvironment() {
    Child child = sessions.start("s", "env");
    child.follow(0, heard);
    exitOf(child);
    assertThat(heard.lines.stream().map(line -> line.substring(0, line.indexOf('='))))
        .isSubsetOf("PATH", "LANG", "AGENTPOOL_SESSION", "PWD", "_", "SHLVL", "OLDPWD")
        .contains("PATH", "LANG");
  }
}
