package dev.agentpool.terminal.tmux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.agentpool.process.Child;
import dev.agentpool.process.HostSettings;
import dev.agentpool.process.LaunchSpec;
import dev.agentpool.process.ProcessHost;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real tmux server as a durable child. */
class TmuxTest {
  private static final Path PROGRAM = Path.of("/usr/bin/tmux");

  /** Takes pastes in brackets, and writes down every byte that comes. */
  private static final String LISTENS =
      "system('stty raw -echo'); $| = 1; binmode STDIN; open(my $f, '>', $ARGV[0]);"
          + " $f->autoflush(1); print qq(\\e[?2004h\\e]2;listening\\a);"
          + " while (sysread(STDIN, my $b, 65536)) { print $f $b }";

  @TempDir Path temp;
  private ProcessHost host = new ProcessHost(HostSettings.defaults());
  private Path folder;
  private Child child;
  private Tmux tmux;

  @BeforeEach
  void isHere() {
    assumeTrue(Files.isExecutable(PROGRAM), "tmux is not installed");
    folder = temp.resolve("session");
  }

  @AfterEach
  void end() {
    host.adopt(folder).ifPresent(left -> left.end(Duration.ZERO));
    host.close();
  }

  private Tmux start(Map<String, String> environment) {
    child =
        host.start(
            new LaunchSpec(
                folder, Tmux.server(PROGRAM, folder), environment, temp, 1 << 20, 1 << 16));
    tmux = new Tmux(PROGRAM, folder);
    await(tmux::answers);
    return tmux;
  }

  private Tmux running(String... command) {
    start(Map.of("PATH", "/usr/bin:/bin", "HOME", temp.toString(), "MINE", "yes"))
        .open(new Size(100, 30), temp, List.of(command));
    return tmux;
  }

  private Path listening() {
    Path heard = temp.resolve("heard");
    running("perl", "-MIO::Handle", "-e", LISTENS, heard.toString());
    await(() -> shown().title().equals("listening"));
    return heard;
  }

  private Shot shown() {
    return tmux.shot(Duration.ofSeconds(20));
  }

  private static void await(Callable<Boolean> condition) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(20))
        .until(condition);
  }

  @Test
  void aProgramRunsInATerminalOfItsOwnAndIsSeen() {
    running("sh", "-c", "echo \"mine: $MINE, tmux: $HOME\"; pwd; stty size; exec cat");
    await(() -> shown().text().contains("30 100"));
    assertThat(shown().text()).contains("mine: yes, tmux: " + temp, temp.toString());
    assertThat(shown().ended()).isFalse();
    assertThat(tmux.exists()).isTrue();
  }

  @Test
  void nothingOfTheUsersTmuxIsReadAndNobodyElseSeesTheSocket() throws IOException {
    Files.writeString(temp.resolve(".tmux.conf"), "set -g base-index 7\nset -g prefix C-a\n");
    running("cat");
    assertThat(shown().ended()).isFalse();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
        .isEqualTo("rwx------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("tmux"))))
        .endsWith("------");
  }

  @Test
  void noTextBreaksOutOfAPaste() throws IOException {
    Path heard = listening();
    String hostile =
        "one\r\n"
            + "two\tthree \u001b[201~\u0003\u0004\u001b[A\u009b201~\u007f\b\u0000 é 漢 \ud83d\ude00"
            + " \ud83d end";
    tmux.paste(hostile);
    tmux.keys(List.of("Enter"));
    await(() -> said(heard).endsWith("end\u001b[201~\r"));
    assertThat(said(heard))
        .isEqualTo(
            "\u001b[200~one\rtwo\tthree [201~[A201~ é 漢 \ud83d\ude00 \ufffd end\u001b[201~\r");
  }

  @Test
  void aPasteOfAMegabyteArrivesWholeAndIsNotKept() throws IOException {
    Path heard = listening();
    String much = "0123456789abcde\n".repeat(65_536);
    tmux.paste(much);
    await(() -> Files.size(heard) == much.length() + 12);
    assertThat(said(heard)).isEqualTo("\u001b[200~" + much.replace('\n', '\r') + "\u001b[201~");
    assertThat(new Client(PROGRAM, folder).run(Duration.ofSeconds(20), List.of("list-buffers")))
        .isEmpty();
  }

  private static String said(Path heard) throws IOException {
    return Files.readString(heard, StandardCharsets.UTF_8);
  }

  @Test
  void keysArePressedByTheirNamesAndWhatIsNoKeyIsRefusedBeforeAnyIs() throws IOException {
    Path heard = listening();
    tmux.keys(List.of("a", "C-c", "up", "ctrl-x", "Esc", "Return", ";"));
    await(() -> said(heard).endsWith(";"));
    assertThat(said(heard)).isEqualTo("a\u0003\u001b[A\u0018\u001b\r;");
    for (String wrong : List.of("hello", "", "C-", "-X", "kill-server", "a\n", "Enter ;")) {
      assertThatThrownBy(() -> tmux.keys(List.of("z", wrong)))
          .as(wrong)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("is no key");
    }
    assertThat(said(heard)).doesNotContain("z");
  }

  @Test
  void theNextDaemonFindsItAgainByItsFolder() {
    running("sh", "-c", "echo before; exec cat");
    await(() -> shown().text().contains("before"));
    host.close();
    host = new ProcessHost(HostSettings.defaults());
    Child found = host.adopt(folder).orElseThrow();
    assertThat(found.alive()).isTrue();
    Tmux again = new Tmux(PROGRAM, folder);
    again.paste("after");
    await(() -> again.shot(Duration.ofSeconds(20)).text().contains("after"));
  }

  @Test
  void theEndOfTheSessionEndsAllThatRunsInIt() {
    String mark = "87" + ProcessHandle.current().pid();
    running("sh", "-c", "setsid sleep " + mark + " & exec cat");
    await(() -> sleeps(mark));
    assertThat(child.end(Duration.ofSeconds(5)).survivors()).isEmpty();
    await(() -> !sleeps(mark));
    assertThat(tmux.exists()).isFalse();
    assertThatThrownBy(() -> shown()).isInstanceOf(TmuxException.class);
  }

  private static boolean sleeps(String mark) {
    return ProcessHandle.allProcesses()
        .anyMatch(one ->
            one.info().arguments().filter(words -> List.of(words).contains(mark)).isPresent());
  }

  @Test
  void whatAProgramThatEndedHasLeftIsStillSeenAndAnotherMayTakeItsPlace() {
    // it ends when it is told to: what a program writes in the moment of its end, tmux may not read
    running("sh", "-c", "echo the last words; read -r unused");
    await(() -> shown().text().contains("the last words"));
    tmux.keys(List.of("Enter"));
    await(() -> shown().ended());
    assertThat(shown().text()).contains("the last words");
    tmux.replace(temp, List.of("sh", "-c", "echo a new one; exec cat"));
    await(() -> shown().text().contains("a new one"));
    assertThat(shown().ended()).isFalse();
  }

  @Test
  void aServerThatDoesNotAnswerIsNotWaitedForLongerThanOneSays() throws Exception {
    running("cat");
    ProcessHandle server =
        ProcessHandle.of(child.identity().pid())
            .orElseThrow()
            .descendants()
            .filter(one -> one.info().command().orElse("").contains("tmux"))
            .findFirst()
            .orElseThrow();
    signal("-STOP", server);
    long began = System.nanoTime();
    assertThatThrownBy(() -> tmux.shot(Duration.ofMillis(300)))
        .isInstanceOf(TmuxException.class)
        .hasMessageContaining("within 300 ms");
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(20));
    signal("-CONT", server);
    assertThat(shown().ended()).isFalse();
  }

  private static void signal(String which, ProcessHandle process) throws Exception {
    new ProcessBuilder("kill", which, String.valueOf(process.pid())).start().waitFor();
  }

  @Test
  void noFolderIsTooDeepForItsSocket() {
    folder = temp.resolve("a-folder-with-a-long-name-".repeat(5)).resolve("below".repeat(20));
    running("sh", "-c", "echo deep; exec cat");
    await(() -> shown().text().contains("deep"));
    assertThat(tmux.attachCommand()).startsWith("env", "-C").contains(folder.toString());
  }
}
