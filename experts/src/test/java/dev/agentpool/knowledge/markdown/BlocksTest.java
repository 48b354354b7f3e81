package dev.agentpool.knowledge.markdown;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class BlocksTest {
  private static final List<String> LINES =
      List.of(
          "# A",
          "## B",
          "### 2026-04-01T14:32:00Z",
          "- one",
          "* two",
          "1. three",
          "  deeper",
          "word",
          "",
          "",
          "```",
          "~~~",
          "````",
          "\tx",
          "---",
          "| a | b |",
          "😀 wide",
          "#no heading",
          "   ");

  private static List<String> texts(String text) {
    return Blocks.of(text).stream().map(Block::text).toList();
  }

  @Test
  void headingsParagraphsAndListItemsAreEachAPiece() {
    assertThat(
            texts("# A\nfirst\nparagraph\n\nsecond\n- one\n  more of one\n\n  and more\n- two\n"))
        .containsExactly(
            "# A", "first\nparagraph", "second", "- one\n  more of one\n\n  and more", "- two");
  }

  @Test
  void aFenceIsOnePieceWhateverStandsInIt() {
    assertThat(texts("see\n```\n# not a heading\n\n- nor an item\n```\n\nnext"))
        .containsExactly("see\n```\n# not a heading\n\n- nor an item\n```", "next");
  }

  @Test
  void anAppendedErrorIsOnePieceWithItsTimeAndAnOpenFenceEndsWithIt() {
    assertThat(
            texts(
                "\n"
                    + "### 2026-04-01T14:32:00Z\n\n"
                    + "a\n\n"
                    + "- b\n"
                    + "```\n"
                    + "open\n\n"
                    + "### 2026-04-02T00:00:00Z\n\n"
                    + "c\n"))
        .containsExactly(
            "### 2026-04-01T14:32:00Z\n\na\n\n- b\n```\nopen", "### 2026-04-02T00:00:00Z\n\nc");
  }

  @Test
  void theSameWordsHaveTheSameKeyHoweverTheyAreSet() {
    String key = Blocks.of("- keys  rotate\n  on Mondays").getFirst().key();
    assertThat(Blocks.of("keys rotate on Mondays").getFirst().key()).isEqualTo(key);
    assertThat(Blocks.of("\n### 2026-04-01T14:32:00Z\n\nkeys rotate on Mondays\n").getFirst().key())
        .isEqualTo(key);
    assertThat(Blocks.of("# keys rotate on Mondays").getFirst().key()).isNotEqualTo(key);
  }

  private static String random(Random random) {
    List<String> lines = new ArrayList<>();
    for (int i = random.nextInt(20); i > 0; i--) {
      lines.add(LINES.get(random.nextInt(LINES.size())));
    }
    return String.join("\n", lines);
  }

  @RepeatedTest(200)
  void noTextBreaksThePiecesAndPuttingThemTogetherChangesNothingMore() {
    long seed = new Random().nextLong();
    String text = random(new Random(seed));
    String once = Blocks.text(Blocks.of(text));
    assertThat(Blocks.text(Blocks.of(once))).as("seed %d", seed).isEqualTo(once);
    assertThat(once.replaceAll("\\s", ""))
        .as("seed %d", seed)
        .isEqualTo(text.replaceAll("\\s", ""));
  }

  @RepeatedTest(200)
  void whateverTwoWritersDoToTheirEntriesBothHaveTheirWay() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    List<String> base = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      base.add("- entry " + i);
    }
    Set<String> removed = new HashSet<>();
    Set<String> added = new HashSet<>();
    List<String> ours = edited(base, "ours", random, removed, added);
    List<String> theirs = edited(base, "theirs", random, removed, added);
    Set<String> expected = new HashSet<>(base);
    expected.removeAll(removed);
    expected.addAll(added);
    String merged =
        Merge.of(String.join("\n", base), String.join("\n", ours), String.join("\n", theirs));
    assertThat(merged.lines().toList())
        .as("seed %d", seed)
        .containsExactlyInAnyOrderElementsOf(expected);
  }

  private static List<String> edited(
      List<String> base, String who, Random random, Set<String> removed, Set<String> added) {
    List<String> mine = new ArrayList<>(base);
    for (int i = random.nextInt(4); i >= 0; i--) {
      removed.add(mine.get(i));
      mine.remove(i);
    }
    for (int i = random.nextInt(4); i >= 0; i--) {
      String entry = "- of " + who + " " + i;
      added.add(entry);
      mine.add(random.nextInt(mine.size() + 1), entry);
    }
    if (random.nextInt(4) == 0) {
      Collections.swap(mine, 0, mine.size() - 1);
    }
    return mine;
  }
}
