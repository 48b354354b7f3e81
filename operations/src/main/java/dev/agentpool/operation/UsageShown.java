package dev.agentpool.operation;

import dev.agentpool.answer.UsageRow;
import dev.agentpool.answer.UsageRowWindow;
import dev.agentpool.answer.UsageSnapshot;
import dev.agentpool.answer.UsageWindow;
import dev.agentpool.usage.ProviderIds;
import dev.agentpool.usage.Standing;
import dev.agentpool.usage.SummaryText;
import dev.agentpool.usage.Usable;
import dev.agentpool.usage.Usage;
import dev.agentpool.usage.UsagePolicy;
import dev.agentpool.usage.Window;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Snapshots of usage as records of answers, in the control plane's words. */
final class UsageShown {
  private UsageShown() {}

  static UsageSnapshot snapshot(Usage usage) {
    return new UsageSnapshot(
        ProviderIds.id(usage.provider()),
        usage.status().wireName(),
        usage.confidence().wireName(),
        usage.checkedAt().toString(),
        usage.windows().stream().map(UsageShown::window).toList(),
        Optional.empty(),
        Optional.ofNullable(usage.creditsRemaining()),
        usage.resetAt().map(Instant::toString),
        usage.warnings(),
        usage.raw());
  }

  private static UsageWindow window(Window window) {
    return new UsageWindow(
        window.name(),
        window.kind().wireName(),
        Optional.ofNullable(window.status()),
        Optional.ofNullable(window.remainingPercent()),
        Optional.ofNullable(window.usedPercent()),
        Optional.ofNullable(window.remainingUnits()),
        Optional.ofNullable(window.usedUnits()),
        time(window.resetAt()),
        window.confidence().wireName(),
        Optional.ofNullable(window.rawText()));
  }

  /**
   * @param policy says what is enough, and what is old
   */
  static UsageRow row(Standing standing, Usable.Seen seen, UsagePolicy policy) {
    Usage usage = standing.usage();
    Optional<String> objection = Usable.objection(standing, seen, policy);
    return new UsageRow(
        ProviderIds.id(usage.provider()),
        standing.status().wireName(),
        usage.confidence().wireName(),
        seen.installed(),
        seen.auth(),
        objection.isEmpty(),
        objection,
        standing.age().compareTo(policy.staleAfter()) > 0,
        standing.age().toSeconds(),
        usage.checkedAt().toString(),
        standing.windows().stream().map(UsageShown::rowWindow).toList(),
        Optional.ofNullable(usage.creditsRemaining()),
        usage.warnings(),
        Optional.of(usage.source()).filter(source -> !source.isEmpty()),
        SummaryText.of(standing));
  }

  private static UsageRowWindow rowWindow(Window window) {
    return new UsageRowWindow(
        window.name(),
        window.kind().wireName(),
        Optional.ofNullable(window.remainingPercent()),
        Optional.ofNullable(window.usedPercent()),
        Optional.ofNullable(window.remainingUnits()),
        time(window.resetAt()),
        window.confidence().wireName());
  }

  private static Optional<String> time(@Nullable Instant at) {
    return Optional.ofNullable(at).map(Instant::toString);
  }
}
