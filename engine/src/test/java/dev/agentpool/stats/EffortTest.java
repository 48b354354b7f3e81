package dev.agentpool.stats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.budget.Cost;
import dev.agentpool.budget.Money;
import dev.agentpool.ledger.Tokens;
import dev.agentpool.ledger.Worked;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Sums over attempts, their days, and days in a row. */
class EffortTest {
  private static Worked worked(String quarter, int completed) {
    return new Worked(
        Instant.parse(quarter),
        "claude",
        null,
        1,
        completed,
        0,
        new Tokens(10, 5, 0, 0, 1),
        Cost.known(Money.ofMicros(7)),
        1,
        Duration.ofSeconds(2));
  }

  @Test
  void sumsAddUpWhatIsKnown() {
    Effort all =
        Effort.all(List.of(worked("2026-11-27T10:00:00Z", 1), worked("2026-11-27T10:15:00Z", 0)));
    assertThat(all)
        .isEqualTo(
            new Effort(
                2,
                1,
                0,
                new Tokens(20, 10, 0, 0, 2),
                Cost.known(Money.ofMicros(14)),
                2,
                Duration.ofSeconds(4)));
  }

  @Test
  void aDayIsThatOfTheZoneAlsoWhereItIsThreeQuartersOff() {
    List<Worked> late =
        List.of(worked("2026-11-26T18:15:00Z", 1), worked("2026-11-26T18:00:00Z", 1));
    assertThat(Effort.days(late, ZoneId.of("Asia/Kathmandu")).keySet())
        .containsExactly(LocalDate.parse("2026-11-26"), LocalDate.parse("2026-11-27"));
    assertThat(Effort.days(late, ZoneOffset.UTC)).hasSize(1);
  }

  private static Map<LocalDate, Effort> days(String... dates) {
    Map<LocalDate, Effort> days = new TreeMap<>();
    for (String date : dates) {
      days.put(LocalDate.parse(date), Effort.all(List.of(worked(date + "T10:00:00Z", 1))));
    }
    return days;
  }

  @Test
  void daysInARowHoldUntilTomorrow() {
    Map<LocalDate, Effort> days =
        days("2026-11-20", "2026-11-21", "2026-11-22", "2026-11-25", "2026-11-26");
    assertThat(Streak.of(days, LocalDate.parse("2026-11-27"))).isEqualTo(new Streak(2, 3));
    assertThat(Streak.of(days, LocalDate.parse("2026-11-28"))).isEqualTo(new Streak(0, 3));
    assertThat(Streak.of(days(), LocalDate.parse("2026-11-28"))).isEqualTo(new Streak(0, 0));
  }
}
