package dev.agentpool.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Several sources, one snapshot. */
class CombiningTest {
  private static final Instant NOW = Instant.parse("2026-11-27T10:00:00Z");
  private static final Optional<Usage> NOBODY = Optional.empty();

  private static Window window(String name, WindowKind kind, double used, long reset) {
    return Window.used(name, kind, used, NOW.plusSeconds(reset), Confidence.OFFICIAL);
  }

  private static Usage own(Window... windows) {
    return Usage.of("claude", "own", Confidence.OFFICIAL, NOW, List.of(windows));
  }

  private static Optional<Usage> bar(Window... windows) {
    return Optional.of(Usage.of("claude", "codexbar", Confidence.LOCAL_CLI, NOW, List.of(windows)));
  }

  private static Usage silent(String source, String why) {
    return Usage.none("claude", UsageStatus.UNKNOWN, source, NOW, why);
  }

  @Test
  void aWindowThatTwoTellIsOneHoweverTheirClocksDiffer() {
    Usage both =
        Combining.of(
            own(window("session", WindowKind.SESSION, 40, 3_600)),
            bar(
                window("5h", WindowKind.FIVE_HOURS, 41, 3_612),
                window("weekly", WindowKind.WEEKLY, 99, 90_000)),
            NOBODY);
    assertThat(both.windows()).extracting(Window::name).containsExactly("session", "weekly");
    assertThat(both.status()).isEqualTo(UsageStatus.NEAR_LIMIT);
    assertThat(both.source()).isEqualTo("combined");
  }

  @Test
  void whatIsOfAModelIsNoWindowOfAll() {
    Usage both =
        Combining.of(
            own(window("weekly", WindowKind.WEEKLY, 10, 9)),
            bar(window("weekly_opus", WindowKind.WEEKLY, 100, 9)),
            NOBODY);
    assertThat(both.windows()).hasSize(2);
    assertThat(both.status()).isEqualTo(UsageStatus.LIMIT_REACHED);
  }

  @Test
  void ofTwoTheOneThatTellsSomethingIsTaken() {
    Usage mine = own(window("weekly", WindowKind.WEEKLY, 10, 9));
    Usage first = Combining.of(mine, Optional.of(silent("codexbar", "no app")), NOBODY);
    assertThat(first.windows()).isEqualTo(mine.windows());
    assertThat(first.source()).isEqualTo("own");
    assertThat(first.warnings()).containsExactly("CodexBar: no app");
    assertThat((List<?>) first.raw().get("alternate_sources")).hasSize(1);

    Usage second =
        Combining.of(
            silent("own", "not logged in"),
            bar(window("weekly", WindowKind.WEEKLY, 20, 9)),
            NOBODY);
    assertThat(second.status()).isEqualTo(UsageStatus.AVAILABLE);
    assertThat(second.warnings()).containsExactly("Native probe: not logged in");
    assertThat(second.raw())
        .containsEntry("source", "combined")
        .containsEntry("primary_source", "codexbar");
  }

  @Test
  void creditsAreFilledInAndWhoIsAtTheLimitStaysThere() {
    Usage mine = own(window("weekly", WindowKind.WEEKLY, 50, 9)).status(UsageStatus.LIMIT_REACHED);
    Usage both =
        Combining.of(
            mine, bar(window("daily", WindowKind.DAILY, 1, 9)).map(u -> u.credits(7d)), NOBODY);
    assertThat(both.creditsRemaining()).isEqualTo(7);
    assertThat(both.status()).isEqualTo(UsageStatus.LIMIT_REACHED);
    Usage over = mine.status(UsageStatus.OVERAGE_POSSIBLE);
    assertThat(Combining.of(over, bar(window("daily", WindowKind.DAILY, 1, 9)), NOBODY).status())
        .isEqualTo(UsageStatus.OVERAGE_POSSIBLE);
  }

  @Test
  void logsStandBesideAndDecideNothing() {
    Usage logs =
        Usage.of(
                "claude",
                "ccusage_local_logs",
                Confidence.OBSERVED,
                NOW,
                List.of(window("active_block", WindowKind.FIVE_HOURS, 100, 9)))
            .status(UsageStatus.UNKNOWN)
            .warned("telemetry")
            .raw("entries", 3);
    Usage both =
        Combining.of(own(window("weekly", WindowKind.WEEKLY, 10, 9)), NOBODY, Optional.of(logs));
    assertThat(both.status()).isEqualTo(UsageStatus.AVAILABLE);
    assertThat(both.windows()).hasSize(1);
    assertThat(both.warnings()).containsExactly("ccusage: telemetry");
    assertThat(both.raw().get("ccusage"))
        .isEqualTo(Map.of("source", "ccusage_local_logs", "entries", 3));

    Usage absent = Usage.none("claude", UsageStatus.UNAVAILABLE, "ccusage", NOW, "no ccusage");
    Usage without =
        Combining.of(own(window("weekly", WindowKind.WEEKLY, 1, 9)), NOBODY, Optional.of(absent));
    assertThat(without.warnings()).isEmpty();
    assertThat(without.raw()).doesNotContainKey("ccusage").containsKey("alternate_sources");
  }
}
