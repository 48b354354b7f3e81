package dev.agentpool.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What of a cap is used, as a bar. */
class BarTest {
  @Test
  void itsPartsStandOneAfterTheOtherAndThenWhatIsLeft() {
    Bar bar = new Bar(100, List.of(50L, 20L, 10L));
    assertThat(bar.line(12, true)).isEqualTo("██████▓▓▒▒░░");
    assertThat(bar.line(12, false)).isEqualTo("######++??..");
  }

  @Test
  void whatIsNotNothingIsSeenAndSoIsWhatIsLeft() {
    assertThat(new Bar(1_000_000, List.of(1L, 1L, 0L)).line(12, false)).isEqualTo("#+..........");
    assertThat(new Bar(1_000, List.of(999L)).line(12, false)).isEqualTo("###########.");
    assertThat(new Bar(1_000, List.of(0L)).line(12, false)).isEqualTo("............");
  }

  @Test
  void moreThanTheCapIsAFullBar() {
    assertThat(new Bar(10, List.of(25L, 5L)).line(12, false)).isEqualTo("############");
    assertThat(new Bar(0, List.of(1L)).line(12, false)).isEqualTo("############");
    assertThat(new Bar(0, List.of(0L)).line(12, false)).isEqualTo("............");
    assertThat(new Bar(1, List.of(Long.MAX_VALUE, Long.MAX_VALUE)).line(12, false)).hasSize(12);
  }

  @Test
  void wordsStandBehindItWhereThereIsRoomForThem() {
    Bar bar = new Bar(100, List.of(50L));
    assertThat(bar.line(240, false, "50 % spent", "")).hasSize(50 + 12).endsWith(".  50 % spent");
    for (int columns = 12; columns <= 240; columns++) {
      assertThat(bar.line(columns, true, "50 % spent", "0 % reserved").length())
          .isLessThanOrEqualTo(columns);
    }
    assertThat(bar.line(26, false, "50 % spent", "0 % reserved"))
        .isEqualTo("#######.......  50 % spent");
  }

  @Test
  void aShareIsRoundedDownAndNeverToNothing() {
    assertThat(Bar.percent(999, 1_000)).isEqualTo("99 %");
    assertThat(Bar.percent(1, 1_000)).isEqualTo("< 1 %");
    assertThat(Bar.percent(0, 1_000)).isEqualTo("0 %");
    assertThat(Bar.percent(13, 10)).isEqualTo("130 %");
    assertThat(Bar.percent(1, 0)).isEqualTo("all");
  }
}
