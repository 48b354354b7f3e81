package dev.agentpool.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Lines that are too long are broken where a reader would break them. */
class WrappedTest {
  @Test
  void aLineIsBrokenBetweenWordsAndTheRestHangs() {
    assertThat(Wrapped.lines("  asked  one two three four five six seven", 30, 7))
        .containsExactly("  asked  one two three four", "         five six seven");
  }

  @Test
  void whatFitsStaysAsItIs() {
    assertThat(Wrapped.lines("exactly ten", 11, 2)).containsExactly("exactly ten");
    assertThat(Wrapped.lines("", 11, 2)).containsExactly("");
    assertThat(Wrapped.lines("      ", 3, 2)).hasSize(1);
  }

  @Test
  void aWordThatIsLongerThanALineStaysWholeForWhoCopiesIt() {
    String path = "/a/very/long/path/that/goes/on/and/on/beyond/all/lines";
    assertThat(Wrapped.lines("it is in " + path + " now", 30, 2))
        .containsExactly("it is in", "  " + path, "  now");
  }

  @Test
  void wideCharactersTakeTwoColumnsAndALineMayEndBetweenThem() {
    List<String> lines = Wrapped.lines("修复".repeat(30), 41, 2);
    assertThat(lines).allMatch(line -> Text.columns(line) <= 41);
    assertThat(lines.getFirst()).isEqualTo("修复".repeat(10));
    assertThat(String.join("", lines).replace(" ", "")).isEqualTo("修复".repeat(30));
  }

  @Test
  void marksStayWithTheirLetterAndAnEmojiOfSeveralIsOne() {
    String family = "\ud83d\udc69\u200d\ud83d\udc67";
    assertThat(Wrapped.lines(family.repeat(12), 30, 0))
        .allMatch(line -> line.startsWith("\ud83d\udc69") && !line.endsWith("\u200d"));
    assertThat(Wrapped.lines("e\u0301".repeat(25) + " b", 25, 0))
        .containsExactly("e\u0301".repeat(25), "b");
  }

  @Test
  void onANarrowTerminalNothingHangs() {
    assertThat(Wrapped.lines("one two three four five six", 12, 10))
        .containsExactly("one two", "three four", "five six");
  }

  @Test
  void aLongLineTakesNoLongerThanItsLength() {
    assertThat(Wrapped.lines("a b ".repeat(250_000), 80, 2)).hasSizeGreaterThan(10_000);
    assertThat(Wrapped.lines("a".repeat(1_000_000), 80, 2)).hasSize(1);
  }
}
