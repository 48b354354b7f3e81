package dev.agentpool.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What snapshots come to: status, use, the gate, a line for people. */
class UsageRulesTest {
  private static final Instant NOW = Instant.parse("2026-11-27T10:00:00Z");
  private static final Instant LATER = NOW.plus(Duration.ofHours(2));
  private static final UsagePolicy POLICY = UsagePolicy.STANDARD;

  private static Window left(String name, double percent, Instant reset) {
    return Window.used(
        name, WindowKind.of(name.split("_", 2)[0]), 100 - percent, reset, Confidence.OFFICIAL);
  }

  private static Usage usage(Window... windows) {
    return Usage.of(
        "codex-cli", "test", Confidence.OFFICIAL, NOW.minusSeconds(60), Arrays.asList(windows));
  }

  private static Optional<String> objection(Usage usage) {
    return Usable.objection(Standing.of(usage, NOW), Usable.Seen.NOTHING, POLICY);
  }

  @ParameterizedTest
  @CsvSource({
    "0, limit_reached, limit_reached",
    "0.4, near_limit, 5h_below_10_percent",
    "9.9, near_limit, 5h_below_10_percent",
    "10, near_limit, ''",
    "15, near_limit, ''",
    "15.1, available, ''",
    "100, available, ''"
  })
  void theLeastThatIsLeftDecides(double left, String status, String objection) {
    Usage usage = usage(left("5h", left, LATER), left("weekly", 100, LATER));
    assertThat(usage.status().wireName()).isEqualTo(status);
    assertThat(objection(usage).orElse("")).isEqualTo(objection);
  }

  @Test
  void exhaustedIsExhaustedAlsoWhereAZeroIsEasilyTakenForNothing() {
    Window exhausted =
        new Window(
            "session",
            WindowKind.SESSION,
            null,
            0d,
            null,
            null,
            null,
            null,
            Confidence.OFFICIAL,
            null);
    assertThat(exhausted.usedPercent()).isEqualTo(100);
    assertThat(usage(exhausted).status()).isEqualTo(UsageStatus.LIMIT_REACHED);
  }

  @Test
  void withoutAFigureItIsUnknownAndUnknownIsNeverAvailable() {
    Usage nothing =
        usage(Window.used("weekly", WindowKind.WEEKLY, null, LATER, Confidence.OFFICIAL));
    assertThat(nothing.status()).isEqualTo(UsageStatus.UNKNOWN);
    assertThat(objection(nothing)).contains("usage_unknown");
    assertThat(objection(usage())).contains("usage_unknown");
  }

  @Test
  void aLimitThatHasBeenResetSinceBlocksNobodyAndIsNotAvailableEither() {
    Usage before = usage(left("5h", 0, NOW.minusSeconds(1)));
    assertThat(before.status()).isEqualTo(UsageStatus.LIMIT_REACHED);
    assertThat(GateRule.check(before, POLICY, NOW)).isEmpty();
    assertThat(Standing.of(before, NOW).status()).isEqualTo(UsageStatus.UNKNOWN);
    assertThat(objection(before)).contains("usage_unknown");

    Usage one = usage(left("5h", 0, NOW.minusSeconds(1)), left("weekly", 50, LATER));
    assertThat(Standing.of(one, NOW).status()).isEqualTo(UsageStatus.AVAILABLE);
    Usage other = usage(left("5h", 90, NOW.minusSeconds(1)), left("weekly", 0, LATER));
    assertThat(GateRule.check(other, POLICY, NOW).orElseThrow().resetAt()).isEqualTo(LATER);
  }

  @Test
  void theGateTellsWhatIsInTheWaySinceWhenAndUntilTheLastOfIt() {
    Instant week = NOW.plus(Duration.ofDays(3));
    Usage both = usage(left("5h", 0, LATER), left("weekly", 0, week));
    assertThat(GateRule.check(both, POLICY, NOW))
        .contains(
            new GateRule.Blocked(
                "codex-cli", UsageStatus.LIMIT_REACHED, NOW.minusSeconds(60), week));
    Usage unreset = usage(left("5h", 0, null));
    assertThat(GateRule.check(unreset, POLICY, NOW).orElseThrow().resetAt()).isNull();
    assertThat(GateRule.check(usage(left("5h", 5, LATER)), POLICY, NOW)).isEmpty();
  }

  @Test
  void whatWouldBePaidBeyondThePlanIsUsedOnlyWhereAPersonSaidSo() {
    Usage over = usage(left("weekly", 50, LATER)).status(UsageStatus.OVERAGE_POSSIBLE);
    assertThat(objection(over)).contains("overage_possible");
    assertThat(GateRule.check(over, POLICY, NOW)).isPresent();
    UsagePolicy pays =
        new UsagePolicy(
            10, POLICY.staleAfter(), null, POLICY.blockOn(), Set.of("codex-cli"), Set.of());
    assertThat(Usable.objection(Standing.of(over, NOW), Usable.Seen.NOTHING, pays)).isEmpty();
    assertThat(GateRule.check(over, pays, NOW)).isEmpty();
  }

  @Test
  void whatIsPaidBeyondThePlanSaysNothingOfThePlan() {
    Window extra =
        Window.used("extra_usage", WindowKind.ON_DEMAND, 100d, LATER, Confidence.OFFICIAL);
    Usage usage = usage(left("weekly", 80, LATER), extra);
    assertThat(usage.status()).isEqualTo(UsageStatus.AVAILABLE);
    assertThat(objection(usage)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "false, , not_installed",
    "true, unauthenticated, auth_unauthenticated",
    "true, unavailable, auth_unavailable",
    "true, authenticated, ''",
    "true, unknown, ''"
  })
  void whatIsNotThereOrNotLoggedInIsNotUsable(boolean installed, String auth, String objection) {
    Usable.Seen seen = new Usable.Seen(Optional.of(installed), Optional.ofNullable(auth));
    Standing standing = Standing.of(usage(left("weekly", 80, LATER)), NOW);
    assertThat(Usable.objection(standing, seen, POLICY).orElse("")).isEqualTo(objection);
  }

  @ParameterizedTest
  @CsvSource({"OBSERVED, confidence_observed", "PROVIDER_WARNING, confidence_provider_warning"})
  void whatIsOnlyObservedIsNotEnough(Confidence confidence, String objection) {
    Usage usage = usage(left("weekly", 80, LATER)).confidence(confidence);
    assertThat(objection(usage)).contains(objection);
  }

  @Test
  void aLineForPeopleHasTheShortestNumbersAndNothingTwice() {
    Usage usage =
        usage(left("5h", 80, LATER), left("weekly", 12.5, LATER), left("weekly_opus", 3, LATER))
            .credits(3.5);
    assertThat(SummaryText.of(Standing.of(usage, NOW)))
        .isEqualTo("5h 80% left, weekly 12.5% left, weekly_opus 3% left, $3.5 credits");
    Usage none =
        Usage.none("claude", UsageStatus.UNKNOWN, "x", NOW, "nobody says").warned("at all");
    assertThat(SummaryText.of(Standing.of(none, NOW))).isEqualTo("nobody says; at all");
    assertThat(
            SummaryText.of(
                Standing.of(Usage.none("a", UsageStatus.UNAVAILABLE, "x", NOW, ""), NOW)))
        .isEqualTo("unavailable");
    Window units =
        new Window(
            "chat",
            WindowKind.UNKNOWN,
            null,
            null,
            null,
            40d,
            null,
            LATER,
            Confidence.OFFICIAL,
            null);
    assertThat(SummaryText.of(Standing.of(usage(units), NOW))).isEqualTo("chat 40 units left");
  }

  @Test
  void aProviderIsFreeAgainWhenTheLastThatIsInItsWayIsReset() {
    Instant week = NOW.plus(Duration.ofDays(3));
    Standing blocked = Standing.of(usage(left("5h", 0, LATER), left("weekly", 4, week)), NOW);
    assertThat(blocked.freeAt(10)).contains(week);
    assertThat(blocked.freeAt(0)).contains(LATER);
    assertThat(Standing.of(usage(left("5h", 0, null)), NOW).freeAt(10)).isEmpty();
  }

  @Test
  void oneProviderHasTwoNames() {
    assertThat(ProviderIds.id("claude")).isEqualTo("claude-code");
    assertThat(ProviderIds.provider("claude-code")).isEqualTo("claude");
    assertThat(ProviderIds.provider("claude")).isEqualTo("claude");
    assertThat(ProviderIds.displayName("acp:my-agent")).isEqualTo("Acp My Agent");
    assertThat(List.of("codex-cli", "devin-cli"))
        .allMatch(id -> ProviderIds.id(id).equals(id) && !ProviderIds.vendor(id).isEmpty());
  }
}
