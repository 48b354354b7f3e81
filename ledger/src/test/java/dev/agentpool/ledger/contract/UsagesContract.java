package dev.agentpool.ledger.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.agentpool.ledger.UsageFilter;
import dev.agentpool.usage.Confidence;
import dev.agentpool.usage.Usage;
import dev.agentpool.usage.UsageStatus;
import dev.agentpool.usage.Window;
import dev.agentpool.usage.WindowKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Snapshots of providers' usage, and how many of them stay. */
public abstract class UsagesContract extends LedgerContract {
  private static final Instant RESET = START.plus(Duration.ofHours(3)).plusNanos(123_456_000);

  private static Usage snapshot(String provider, double used, Duration after) {
    return Usage.of(
        provider,
        "a source",
        Confidence.OFFICIAL,
        START.plus(after),
        List.of(Window.used("5h", WindowKind.FIVE_HOURS, used, RESET, Confidence.OFFICIAL)));
  }

  @Test
  void aSnapshotIsReadAsItWasNoted() {
    Usage noted =
        new Usage(
            "copilot-cli",
            UsageStatus.NEAR_LIMIT,
            Confidence.LOCAL_CLI,
            START.plusNanos(1_000),
            List.of(
                new Window(
                    "premium",
                    WindowKind.MONTHLY,
                    "active",
                    12.5,
                    null,
                    37d,
                    263d,
                    RESET,
                    Confidence.OFFICIAL,
                    "prim\0ary: \"ünï\" 🙂"),
                new Window(
                    "nothing",
                    WindowKind.UNKNOWN,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    Confidence.UNKNOWN,
                    null)),
            3.25,
            List.of("one", "two"),
            Map.of("source", "x", "list", List.of(1, Map.of("a", true)), "deep", Map.of("b", 2.5)));

    ledger.noteUsage(noted);

    assertThat(ledger.usage("copilot-cli")).contains(noted);
    assertThat(ledger.usages()).containsExactly(noted);
  }

  @Test
  void theNewestOfEachProviderIsTheOneThatCameLast() {
    ledger.noteUsage(snapshot("codex-cli", 10, Duration.ofMinutes(2)));
    ledger.noteUsage(snapshot("claude", 20, Duration.ofMinutes(1)));
    Usage last = snapshot("codex-cli", 30, Duration.ofMinutes(1));
    ledger.noteUsage(last);

    assertThat(ledger.usage("codex-cli")).contains(last);
    assertThat(ledger.usage("nobody")).isEmpty();
    assertThat(ledger.usages()).extracting(Usage::provider).containsExactly("claude", "codex-cli");
    assertThat(ledger.usages()).contains(last);
  }

  @Test
  void theHistoryIsNewestFirstAndWithinItsTimes() {
    for (int minute = 0; minute < 5; minute++) {
      ledger.noteUsage(snapshot("claude", minute, Duration.ofMinutes(minute)));
      ledger.noteUsage(snapshot("codex-cli", minute, Duration.ofMinutes(minute)));
    }

    List<Usage> some =
        ledger.usages(
            new UsageFilter(
                "claude", START.plus(Duration.ofMinutes(1)), START.plus(Duration.ofMinutes(4)), 2));

    assertThat(some)
        .containsExactly(
            snapshot("claude", 3, Duration.ofMinutes(3)),
            snapshot("claude", 2, Duration.ofMinutes(2)));
    assertThat(ledger.usages(new UsageFilter(null, null, null, 100))).hasSize(10);
    assertThat(ledger.usages(new UsageFilter(null, Instant.MAX, Instant.MIN, 100))).isEmpty();
  }

  @Test
  void ofAProviderTheOldestGoAndOfAnotherNoneDo() {
    ledger.noteUsage(snapshot("claude", 1, Duration.ZERO));
    for (int n = 0; n < 2_003; n++) {
      ledger.noteUsage(snapshot("codex-cli", n % 100, Duration.ofSeconds(n)));
    }

    List<Usage> kept = ledger.usages(new UsageFilter("codex-cli", null, null, 10_000));
    assertThat(kept).hasSize(2_000);
    assertThat(kept.getLast().checkedAt()).isEqualTo(START.plusSeconds(3));
    assertThat(ledger.usage("claude")).isPresent();
  }

  @Test
  void itChangesNothingThatAnybodyFollows() {
    long before = ledger.lastSequence();
    ledger.noteUsage(snapshot("claude", 1, Duration.ZERO));
    assertThat(ledger.lastSequence()).isEqualTo(before);
  }
}
