package dev.agentpool.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A word for one use is a word for the same use, and for no other. */
class SamenessTest {
  @TempDir Path temp;
  private Path work;

  @BeforeEach
  void real() throws IOException {
    work = temp.toRealPath();
  }

  private Map<String, Object> of(String tool, Map<String, Object> input) {
    return of(tool, input, work);
  }

  private static Map<String, Object> of(String tool, Map<String, Object> input, Path directory) {
    return Sameness.of(Use.of("claude", tool, input, directory), input, directory);
  }

  @Test
  void theSameCommandIsTheSameHoweverItIsDescribed() {
    assertThat(of("Bash", Map.of("command", "make test", "description", "Runs", "timeout", 60)))
        .isEqualTo(of("Bash", Map.of("command", "make test", "description", "Again")));
  }

  @Test
  void anotherCommandIsAnother() {
    Map<String, Object> make = of("Bash", Map.of("command", "make test"));
    for (String other :
        List.of("make tests", "make test; rm -rf /", "make  test", "make test ", "make test\n")) {
      assertThat(of("Bash", Map.of("command", other))).as(other).isNotEqualTo(make);
    }
    assertThat(of("Shell", Map.of("command", "make test"))).isNotEqualTo(make);
    assertThat(of("Bash", Map.of("cmd", "make test"))).isNotEqualTo(make);
    assertThat(
            Sameness.of(
                Use.of("codex-cli", "Bash", Map.of("command", "make test"), work),
                Map.of("command", "make test"),
                work))
        .isNotEqualTo(make);
  }

  @Test
  void wordsAreNotWhatTheyLookLikeInARow() {
    assertThat(of("Shell", Map.of("command", List.of("sh", "-c", "a b"))))
        .isNotEqualTo(of("Shell", Map.of("command", List.of("sh", "-c", "a", "b"))))
        .isNotEqualTo(of("Shell", Map.of("command", "sh -c a b")));
  }

  @Test
  void whatMakesACommandMoreThanItWasIsAnother() {
    Map<String, Object> make = of("Bash", Map.of("command", "make test"));
    for (String member : List.of("dangerouslyDisableSandbox", "run_in_background", "env")) {
      assertThat(of("Bash", Map.of("command", "make test", member, true)))
          .as(member)
          .isNotEqualTo(make);
    }
  }

  @Test
  void whereACommandRunsIsMeantFromTheTasksOwnDirectory() {
    Path other = work.resolve("worktrees/slot-1");
    Map<String, Object> here = of("shell", Map.of("command", "ls", "cwd", work.toString()));
    assertThat(of("shell", Map.of("command", "ls", "cwd", other.toString()), other))
        .isEqualTo(here);
    assertThat(of("shell", Map.of("command", "ls", "cwd", "/etc"))).isNotEqualTo(here);
    assertThat(of("shell", Map.of("command", "ls", "cwd", "../..")))
        .isNotEqualTo(here)
        .isNotEqualTo(of("shell", Map.of("command", "ls", "cwd", "..")));
    assertThat(of("shell", Map.of("command", "ls", "cwd", "\0"))).isNotEqualTo(here);
  }

  @Test
  void theSameFileIsTheSameWhateverIsWrittenThere() {
    assertThat(of("Write", Map.of("file_path", "a.txt", "content", "one")))
        .isEqualTo(
            of(
                "Write",
                Map.of("file_path", work.resolve("x/../a.txt").toString(), "content", "2")));
    assertThat(of("Write", Map.of("file_path", "b.txt", "content", "one")))
        .isNotEqualTo(of("Write", Map.of("file_path", "a.txt", "content", "one")));
  }

  @Test
  void aLinkThatLeadsElsewhereByNowIsAnotherFile() throws IOException {
    Path one = Files.createDirectory(work.resolve("one"));
    Path two = Files.createDirectory(work.resolve("two"));
    Path link = Files.createSymbolicLink(work.resolve("link"), one);
    Map<String, Object> before = of("Write", Map.of("file_path", "link/a", "content", ""));
    Files.delete(link);
    Files.createSymbolicLink(link, two);
    assertThat(of("Write", Map.of("file_path", "link/a", "content", ""))).isNotEqualTo(before);
  }

  @Test
  void ofAToolWithoutCommandOrFilesEverythingCounts() {
    assertThat(of("WebFetch", Map.of("url", "https://one", "content", "x")))
        .isNotEqualTo(of("WebFetch", Map.of("url", "https://two", "content", "x")))
        .isNotEqualTo(of("WebFetch", Map.of("url", "https://one", "content", "y")))
        .isEqualTo(of("WebFetch", Map.of("content", "x", "url", "https://one")));
  }

  @Test
  void aPatchThatMayBeAboutAnythingIsOnlyTheSamePatch() {
    assertThat(of("apply_patch", Map.of("path", "/", "changes", "one")))
        .isNotEqualTo(of("apply_patch", Map.of("path", "/", "changes", "two")));
  }

  @Test
  void twoFilesInTwoPlacesAreNotTheSameTheOtherWayRound() {
    assertThat(of("move", Map.of("path", "a", "target_file", "b")))
        .isNotEqualTo(of("move", Map.of("path", "b", "target_file", "a")));
  }
}
