package dev.agentpool.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentpool.engine.Refused;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Windows of time as people say them. */
class PeriodTest {
  private static final Instant NOW = Instant.parse("2026-11-27T13:30:00Z");

  @Test
  void theLastHoursDaysAndWeeksEndNow() {
    assertThat(Period.of("36h", NOW))
        .isEqualTo(new Period(NOW.minus(Duration.ofHours(36)), NOW, "last 36h", "36h"));
    assertThat(Period.of(" 7D ", NOW))
        .isEqualTo(new Period(NOW.minus(Duration.ofDays(7)), NOW, "last 7d", "7d"));
    assertThat(Period.of("2w", NOW).start()).isEqualTo(NOW.minus(Duration.ofDays(14)));
    assertThat(Period.of("999999w", NOW).start()).isEqualTo(Instant.EPOCH);
  }

  @Test
  void allBeginsWithTime() {
    assertThat(Period.of("all", NOW)).isEqualTo(new Period(Instant.EPOCH, NOW, "all time", "all"));
  }

  @Test
  void aDateOrTimeIsADayThatEndsNowAtTheLatest() {
    assertThat(Period.of("2026-11-20", NOW))
        .isEqualTo(
            new Period(
                Instant.parse("2026-11-20T00:00:00Z"),
                Instant.parse("2026-11-21T00:00:00Z"),
                "2026-11-20",
                "2026-11-20"));
    assertThat(Period.of("2026-11-27T10:00:00+02:00", NOW))
        .extracting(Period::start, Period::end)
        .containsExactly(Instant.parse("2026-11-27T08:00:00Z"), NOW);
    assertThat(Period.of("2026-11-27T08:00", NOW).start())
        .isEqualTo(Instant.parse("2026-11-27T08:00:00Z"));
  }

  @Test
  void twoOfThemAreAnInterval() {
    assertThat(Period.of("2026-11-01/2026-11-02T12:00:00Z", NOW))
        .isEqualTo(
            new Period(
                Instant.parse("2026-11-01T00:00:00Z"),
                Instant.parse("2026-11-02T12:00:00Z"),
                "2026-11-01 to 2026-11-02T12:00:00Z",
                "2026-11-01/2026-11-02T12:00:00Z"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "0d",
        "-1d",
        "7",
        "d",
        "7m",
        "1e3d",
        "9999999d",
        "soon",
        "/",
        "2026-11-01/",
        "/2026-11-01",
        "2026-11-02/2026-11-01",
        "2026-11-02/2026-11-02",
        "2026-11-01/2026-11-02/2026-11-03",
        "2027-01-01",
        "2026-02-30",
        "2026-13-01",
        "+999999999-01-01",
        "-5000-01-01",
        "2026-11-01T25:00:00Z",
        "2026-11-27\0"
      })
  void anythingElseIsRefusedWithWhatCanBeSaid(String wrong) {
    assertThatThrownBy(() -> Period.of(wrong, NOW))
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.code()).isEqualTo("invalid_window"))
        .hasMessageContaining("7d");
  }
}
