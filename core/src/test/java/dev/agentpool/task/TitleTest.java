package dev.agentpool.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TitleTest {
  private static String firstLine(String prompt) {
    return Title.ofFirstLine(prompt).text();
  }

  @Test
  void thePromptsFirstLineThatSaysSomethingIsTheTitleOfWhatHasNone() {
    assertThat(TaskSpec.of("\n \r\n##  Fix   the\tparser \nand more").called().text())
        .isEqualTo("Fix the parser");
    assertThat(firstLine("\u001b[31mred\u202e\u0007 alert")).isEqualTo("[31mred alert");
    assertThat(firstLine("###\n\u0000")).isEqualTo("-");
    assertThat(TaskSpec.of("a").withTitle(new Title("b")).called().text()).isEqualTo("b");
  }

  @Test
  void whatDoesNotFitIsCutBetweenCharacters() {
    assertThat(firstLine("x".repeat(Title.MOST))).isEqualTo("x".repeat(Title.MOST));
    assertThat(firstLine("x".repeat(Title.MOST + 1))).isEqualTo("x".repeat(Title.MOST - 1) + "…");
    assertThat(firstLine("🙂".repeat(5_000))).isEqualTo("🙂".repeat(Title.MOST - 1) + "…");
    assertThat(firstLine("x".repeat(Title.MOST - 1) + " y"))
        .isEqualTo("x".repeat(Title.MOST - 1) + "…");
  }

  @Test
  void oneOfSeveralHasItsPlaceBehindItAlsoWhereThereIsNoRoom() {
    assertThat(new Title("Review").numbered(2, 5).text()).isEqualTo("Review (2 of 5)");
    assertThat(new Title("🙂".repeat(Title.MOST)).numbered(2, 5).text())
        .isEqualTo("🙂".repeat(Title.MOST - 9) + " (2 of 5)");
  }

  @Test
  void aTitleThatIsNoLineOfTextIsRefused() {
    assertThatThrownBy(() -> new Title(" ")).hasMessageContaining("the title is empty");
    assertThatThrownBy(() -> new Title("x".repeat(101)))
        .hasMessageContaining("has 101 characters; at most 100 fit");
    for (String bad : new String[] {"a\nb", "a\u001b[2Jb", "a\u202eb", "a\u2028b", "a\ud83d"}) {
      assertThatThrownBy(() -> new Title(bad)).hasMessageContaining("at 1 that is no text");
    }
  }

  @Test
  void anIdBeginsWithDigitsThatAreEnoughToLookFor() {
    assertThat(new TaskIdPrefix("1a2b").whole()).containsExactly("task-1a2b", "chain-1a2b");
    assertThat(new TaskIdPrefix("chain-1a2b").fits(new TaskId("chain-1a2b3c"))).isTrue();
    assertThat(new TaskIdPrefix("1a2b").fits(new TaskId("close-1a2b3c"))).isFalse();
    for (String bad : new String[] {"", "1a2", "task-", "close-1a2b", "1A2B", "1a2b%"}) {
      assertThatThrownBy(() -> new TaskIdPrefix(bad)).hasMessageContaining("no id begins with");
    }
  }
}
