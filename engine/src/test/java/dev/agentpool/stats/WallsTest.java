package dev.agentpool.stats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.usage.Confidence;
import dev.agentpool.usage.Usage;
import dev.agentpool.usage.UsagePolicy;
import dev.agentpool.usage.Window;
import dev.agentpool.usage.WindowKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Limits that were met and avoided, by what was known when a session was begun. */
class WallsTest {
  private static final Instant START = Instant.parse("2026-11-27T10:00:00Z");

  private static Usage usage(String provider, double used, int minute) {
    return Usage.of(
        provider,
        "a source",
        Confidence.OFFICIAL,
        START.plus(Duration.ofMinutes(minute)),
        List.of(
            Window.used(
                "weekly",
                WindowKind.WEEKLY,
                used,
                START.plus(Duration.ofDays(5)),
                Confidence.OFFICIAL)));
  }

  private static Worker begun(String provider, int minute) {
    Instant at = START.plus(Duration.ofMinutes(minute));
    return new Worker(provider, "explorer", "RUNNING", at, null, false, false, 0, false);
  }

  private static Walls walls(List<Worker> begun, Usage... usages) {
    return Walls.of(begun, new Meterings(List.of(usages)), UsagePolicy.STANDARD);
  }

  @Test
  void whoBeginsWithAProviderAtItsLimitMeetsItAndWhoTakesAnotherAvoidsIt() {
    Walls walls =
        walls(
            List.of(begun("claude-code", 5), begun("codex-cli", 6), begun("codex-cli", 7)),
            usage("claude", 20, 0),
            usage("codex-cli", 100, 0));
    assertThat(walls.avoided()).isEqualTo(1);
    assertThat(walls.hit()).isEqualTo(2);
    assertThat(walls.low()).isFalse();
    assertThat(walls.byProvider())
        .containsEntry("claude-code", new Walls.Tally(0, 1))
        .containsEntry("codex-cli", new Walls.Tally(2, 0));
  }

  @Test
  void tooLittleLeftIsALimitAsWell() {
    assertThat(walls(List.of(begun("codex-cli", 1)), usage("codex-cli", 95, 0)).hit()).isEqualTo(1);
  }

  @Test
  void whatIsTwiceAsOldAsIsStaleSaysNothingAndLowersTheConfidence() {
    Walls walls =
        walls(
            List.of(begun("claude-code", 61)), usage("claude", 20, 10), usage("codex-cli", 100, 0));
    assertThat(walls.avoided()).isZero();
    assertThat(walls.low()).isTrue();
  }

  @Test
  void whatWasSeenLaterSaysNothingOfABeginningBefore() {
    assertThat(walls(List.of(begun("codex-cli", 1)), usage("codex-cli", 100, 2)).hit()).isZero();
  }

  @Test
  void withoutASnapshotNothingIsClaimed() {
    Walls walls = walls(List.of(begun("codex-cli", 1)));
    assertThat(walls.known()).isFalse();
    assertThat(walls.low()).isTrue();
  }

  @Test
  void whatIsLeftIsToldAtTheTightestWindowOfEachSnapshot() {
    Meterings meterings =
        new Meterings(
            List.of(usage("claude", 20, 0), usage("claude", 70, 10), usage("claude", 50, 20)));
    Period hour = new Period(START, START.plus(Duration.ofHours(1)), "", "");
    assertThat(meterings.quotas(hour))
        .containsExactly(java.util.Map.entry("claude-code", new Meterings.Quota(50, 30, 80, 3)));
  }
}
