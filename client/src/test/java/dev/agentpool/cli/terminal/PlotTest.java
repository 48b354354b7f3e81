package dev.agentpool.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Figures over time as columns. */
class PlotTest {
  private static Plot plot(Long... figures) {
    List<String> labels =
        IntStream.rangeClosed(1, figures.length).mapToObj(day -> "11-" + day).toList();
    return new Plot("tasks", "day", labels, List.of(figures), Long::toString);
  }

  @Test
  void columnsAreAsHighAsTheirFiguresInEighthsOfALine() {
    assertThat(plot(16L, 8L, 1L, 0L).lines(14, 2, true))
        .containsExactly("tasks", "16 ┤██", " 0 ┤████▁▁", "    11-1 – 11-4");
  }

  @Test
  void plainCharactersDoWhereThereAreNoBlocks() {
    assertThat(plot(16L, 8L, 1L, 0L).lines(14, 2, false))
        .containsExactly("tasks", "16 |##", " 0 |####..", "    11-1 – 11-4");
  }

  @Test
  void whateverIsNotNothingIsSeen() {
    assertThat(plot(1_000_000L, 1L).lines(40, 3, true).get(3)).endsWith("▁▁▁▁▁");
  }

  @Test
  void noLineIsWiderThanTheTerminalHoweverManyDaysThereAre() {
    List<String> labels = Collections.nCopies(1_000, "2026-11-27");
    List<Long> figures = Collections.nCopies(1_000, 3L);
    List<String> lines =
        new Plot("tokens", "day", labels, figures, Long::toString).lines(60, 4, true);
    assertThat(lines).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(60));
    assertThat(lines.getFirst()).isEqualTo("tokens, 19 days a column");
  }

  @Test
  void withoutAnythingNothingIsDrawn() {
    assertThat(plot(0L, 0L).lines(60, 4, true)).isEmpty();
    assertThat(plot(5L).lines(60, 4, true)).hasSize(6);
  }

  @Test
  void figuresAreShort() {
    assertThat(List.of(0L, 950L, 1_234L, 34_000_000L, 999_999L))
        .extracting(Brief::count)
        .containsExactly("0", "950", "1.2k", "34M", "1.0M");
    assertThat(List.of(0L, 4_999L, 5_000L, 1_230_000L, 12_300_000L))
        .extracting(Brief::dollars)
        .containsExactly("$0.00", "<$0.01", "$0.01", "$1.23", "$12");
  }
}
