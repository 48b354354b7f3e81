package dev.agentpool.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Figures that no meter should show, and some do. */
class HostileUsageTest {
  private static final Instant NOW = Instant.parse("2026-11-27T10:00:00Z");

  private static Window used(double percent) {
    return Window.used("5h", WindowKind.FIVE_HOURS, percent, null, Confidence.OFFICIAL);
  }

  @ParameterizedTest
  @CsvSource({
    "NaN, ,",
    "Infinity, ,",
    "-Infinity, ,",
    "-3, 0, 100",
    "-0.0, 0, 100",
    "140, 100, 0",
    "1e300, 100, 0",
    "99.999, 99.999, 0.001"
  })
  void aShareIsBetweenNothingAndAllOrIsNone(double said, Double used, Double left) {
    assertThat(used(said).usedPercent()).isEqualTo(used);
    assertThat(used(said).remainingPercent()).isEqualTo(left);
  }

  @ParameterizedTest
  @CsvSource({
    "1764237600, 2025-11-27T10:00:00Z",
    "1764237600000, 2025-11-27T10:00:00Z",
    "253402300799, 1978-01-11T21:31:40.799Z",
    "1764237600.5, 2025-11-27T10:00:00.500Z"
  })
  void aTimeIsOfSecondsOrOfMilliseconds(double said, Instant time) {
    assertThat(Figure.epoch(said)).isEqualTo(time);
  }

  @ParameterizedTest
  @CsvSource({"NaN", "Infinity", "0", "-1", "1e30", "9.3e18"})
  void whatIsNoTimeIsNone(double said) {
    assertThat(Figure.epoch(said)).isNull();
  }

  @Test
  void aResetThatLiesYearsAheadWasReadWrongAndBlocksNobodyForYears() {
    Instant far = Instant.parse("9999-12-31T23:59:59Z");
    Usage usage =
        Usage.of(
            "claude",
            "test",
            Confidence.OFFICIAL,
            NOW,
            List.of(
                Window.used("weekly", WindowKind.WEEKLY, 100d, far, Confidence.OFFICIAL),
                Window.used(
                    "monthly",
                    WindowKind.MONTHLY,
                    10d,
                    NOW.plus(Duration.ofDays(31)),
                    Confidence.OFFICIAL)));
    assertThat(usage.windows().getFirst().resetAt()).isNull();
    assertThat(usage.windows().getLast().resetAt()).isNotNull();
    assertThat(GateRule.check(usage, UsagePolicy.STANDARD, NOW).orElseThrow().resetAt())
        .isNotEqualTo(far);
  }

  @Test
  void theSameWindowTwiceIsOneAndTheOneWithLess() {
    Usage usage =
        Usage.of(
            "claude",
            "test",
            Confidence.OFFICIAL,
            NOW,
            List.of(used(20), used(Double.NaN), used(95), used(30)));
    assertThat(usage.windows()).containsExactly(used(95));
    assertThat(usage.status()).isEqualTo(UsageStatus.NEAR_LIMIT);
  }

  @Test
  void thousandsOfWindowsAndWarningsAreSome() {
    List<Window> many = new ArrayList<>();
    for (int n = 0; n < 5_000; n++) {
      many.add(Window.used("w" + n, WindowKind.UNKNOWN, 10d, null, Confidence.OFFICIAL).said("x"));
    }
    Usage usage =
        new Usage(
            "claude",
            UsageStatus.AVAILABLE,
            Confidence.OFFICIAL,
            NOW,
            many,
            Double.NaN,
            Collections.nCopies(500, "y".repeat(100_000)),
            Map.of());
    assertThat(usage.windows()).hasSize(30);
    assertThat(usage.warnings()).singleElement().asString().hasSize(600);
    assertThat(usage.creditsRemaining()).isNull();
  }

  @Test
  void aClockThatWentBackMakesNothingNegative() {
    Usage future = Usage.of("claude", "t", Confidence.OFFICIAL, NOW.plusSeconds(50), List.of());
    assertThat(Standing.of(future, NOW).age()).isZero();
  }

  @Test
  void oldWordsOfConfidenceAreUnderstood() {
    assertThat(List.of("HIGH", "medium", " low", "Official", "nonsense", ""))
        .extracting(Confidence::of)
        .containsExactly(
            Confidence.OBSERVED,
            Confidence.OBSERVED,
            Confidence.UNKNOWN,
            Confidence.OFFICIAL,
            Confidence.UNKNOWN,
            Confidence.UNKNOWN);
  }

  @ParameterizedTest
  @CsvSource({
    "300, 5h",
    "1440, daily",
    "10080, weekly",
    "38880, monthly",
    "46080, monthly",
    "46081, unknown",
    "38879, unknown",
    "0, unknown",
    "-5, unknown"
  })
  void aWindowIsNamedByItsLength(long minutes, String kind) {
    assertThat(WindowKind.lasting(Duration.ofMinutes(minutes)).wireName()).isEqualTo(kind);
  }
}
