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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputTest {

  private static final String ECHO =
      "$|=1; while (<STDIN>) { print \"got $_\" } print \"end of input\\n\"; exit 7";

  @TempDir Path folder;
  Sessions sessions;
  final Recorder heard = new Recorder();

  @BeforeEach
  void open() {
    sessions =
        new Sessions(folder, HostSettings.defaults().withWritePatience(Duration.ofMillis(300)));
  }

  @AfterEach
  void close() {
    sessions.close();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
  }

  @Test
  void whatIsWrittenRightAfterTheStartIsRead() {
    Child child = sessions.perl("s", ECHO);
    child.write(bytes("early\n"));
    child.follow(0, heard);
    await(() -> heard.lines.contains("got early"));
    assertThat(child.alive()).isTrue();
  }

  @Test
  void aClosedInputIsReadToItsEnd() {
    Child child = sessions.perl("s", ECHO);
    child.follow(0, heard);
    child.write(bytes("one\n"));
    child.closeInput();
    child.closeInput();
    assertThat(exitOf(child)).isEqualTo(new Exit.Code(7));
    assertThat(heard.lines).containsExactly("got one", "end of input");
  }

  @Test
  void anInputClosedWhileTheChildRunsTakesNothingMore() {
    Child child = sessions.sh("s", "cat; sleep 100");
    child.follow(0, heard);
    child.closeInput();
    assertThatThrownBy(() -> child.write(bytes("late\n")))
        .isInstanceOfSatisfying(
            ProcessException.class, e -> assertThat(e.code()).isEqualTo(Code.INPUT_CLOSED));
    Child again = sessions.reopen(child);
    assertThatThrownBy(() -> again.write(bytes("late\n")))
        .isInstanceOfSatisfying(
            ProcessException.class, e -> assertThat(e.code()).isEqualTo(Code.INPUT_CLOSED));
  }

  @Test
  void theInputOfAnAdoptedChildCanBeClosed() {
    Child child = sessions.reopen(sessions.perl("s", ECHO));
    child.follow(0, heard);
    child.write(bytes("x\n"));
    child.closeInput();
    assertThat(exitOf(child)).isEqualTo(new Exit.Code(7));
    assertThat(heard.lines).containsExactly("got x", "end of input");
  }

  @Test
  void aFileAsInputEndsByItself() throws Exception {
    Path prompt = Files.writeString(folder.resolve("prompt"), "a\nb\n");
    Child child =
        sessions.start(
            sessions.spec("s", "perl", "-e", ECHO).withInput(new Input.FromFile(prompt)));
    child.follow(0, heard);
    assertThat(exitOf(child)).isEqualTo(new Exit.Code(7));
    assertThat(heard.lines).containsExactly("got a", "got b", "end of input");
    assertThatThrownBy(() -> child.write(bytes("x")))
        .isInstanceOfSatisfying(
            ProcessException.class, e -> assertThat(e.code()).isEqualTo(Code.INPUT_CLOSED));
  }

  @Test
  void writingToAnEndedChildIsRefused() {
    Child child = sessions.sh("s", "exit 0");
    exitOf(child);
    assertThatThrownBy(() -> child.write(bytes("x\n")))
        .isInstanceOfSatisfying(
            ProcessException.class, e -> assertThat(e.code()).isEqualTo(Code.CHILD_ENDED));
  }

  @Test
  void aChildThatReadsNothingDoesNotHangTheWriter() {
    Child child = sessions.start("s", "sleep", "100");
    byte[] half = new byte[40_000];
    child.write(half); // fits into the pipe
    assertThatThrownBy(() -> child.write(half)) // fits in part only
        .isInstanceOfSatisfying(
            ProcessException.class, e -> assertThat(e.code()).isEqualTo(Code.INPUT_BROKEN))
        .hasMessageContaining("of 40000 bytes");
    assertThatThrownBy(() -> child.write(bytes("x")))
        .isInstanceOfSatisfying(
            ProcessException.class, e -> assertThat(e.code()).isEqualTo(Code.INPUT_BROKEN));
  }

  @Test
  void aFullInputThatTookNothingOfAMessageCanBeUsedAgain() throws Exception {
    Path go = folder.resolve("go");
    Child child = sessions.sh("s", "while [ ! -e go ]; do sleep 0.02; done; wc -c");
    child.write(new byte[65536]);
    assertThatThrownBy(() -> child.write(bytes("more")))
        .isInstanceOfSatisfying(
            ProcessException.class, e -> assertThat(e.code()).isEqualTo(Code.INPUT_STALLED));
    Files.createFile(go);
    child.follow(0, heard);
    await(() -> {
      try {
        child.write(bytes("more"));
        return true;
      } catch (ProcessException full) {
        return false;
      }
    });
    child.closeInput();
    exitOf(child);
    assertThat(heard.lines).containsExactly("65540");
  }

  @Test
  void messagesOfManyWritersStayWhole() throws Exception {
    Child child =
        sessions.perl(
            "s",
            "while (<STDIN>) { chomp; $_ eq substr($_, 0, 1) x 200000 or die 'mixed' } print \"$.\\n\"");
    child.follow(0, heard);
    List<Thread> writers = new ArrayList<>();
    for (int w = 0; w < 8; w++) {
      byte[] message = bytes(String.valueOf((char) ('a' + w)).repeat(200_000) + "\n");
      writers.add(
          Thread.startVirtualThread(() -> {
            for (int i = 0; i < 5; i++) {
              child.write(message);
            }
          }));
    }
    for (Thread writer : writers) {
      writer.join();
    }
    child.closeInput();
    assertThat(exitOf(child)).isEqualTo(new Exit.Code(0));
    assertThat(heard.lines).containsExactly("40");
  }
}
