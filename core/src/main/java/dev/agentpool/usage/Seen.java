package dev.agentpool.usage;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a session heard of its provider's limits, as a snapshot. A session is told of one window at
 * a time: what is known of the others, from shortly before or because they are exhausted, stays.
 * Pure.
 */
public final class Seen {
  private static final Duration SHORTLY = Duration.ofMinutes(30);
  private static final Duration OFTEN = Duration.ofMinutes(5);

  private Seen() {}

  /**
   * @param before the newest that is known of that provider
   * @param overage whether what runs now is paid beyond the plan
   */
  public static Usage of(
      String provider,
      String source,
      List<Window> windows,
      boolean overage,
      Optional<Usage> before,
      Instant now) {
    Set<String> told = windows.stream().map(Window::name).collect(Collectors.toSet());
    List<Window> all = new ArrayList<>(windows);
    before.ifPresent(known ->
        Standing.of(known, now).windows().stream()
            .filter(window -> !told.contains(window.name()))
            .filter(window -> window.isExhausted() || isShortly(known, now))
            .forEach(all::add));
    Usage usage = Usage.of(provider, source, Confidence.OFFICIAL, now, all);
    Usage credited =
        before
            .filter(known -> isShortly(known, now))
            .map(known -> usage.credits(known.creditsRemaining()))
            .orElse(usage);
    return overage ? credited.status(UsageStatus.OVERAGE_POSSIBLE) : credited;
  }

  /**
   * A snapshot that tells nothing does not open what is shut: what was exhausted before, and is not
   * reset yet, stays so.
   *
   * @param before the newest that was known
   */
  public static Usage over(Usage usage, Optional<Usage> before) {
    if (usage.status() != UsageStatus.UNKNOWN || before.isEmpty()) {
      return usage;
    }
    Standing standing = Standing.of(before.get(), usage.checkedAt());
    boolean shut =
        standing.status() == UsageStatus.LIMIT_REACHED
            || standing.status() == UsageStatus.OVERAGE_POSSIBLE;
    if (!shut) {
      return usage;
    }
    return usage
        .windows(standing.windows().stream().filter(Window::isExhausted).toList())
        .status(standing.status())
        .confidence(before.get().confidence())
        .warned("nobody says more now; what was seen at " + before.get().checkedAt() + " holds");
  }

  /** Whether it says what was said a moment ago: sessions are told after each request. */
  public static boolean isOld(Usage usage, Optional<Usage> before) {
    return before
        .filter(known -> known.checkedAt().plus(OFTEN).isAfter(usage.checkedAt()))
        .filter(
            known -> known.status() == usage.status() && known.windows().equals(usage.windows()))
        .isPresent();
  }

  private static boolean isShortly(Usage known, Instant now) {
    return known.checkedAt().plus(SHORTLY).isAfter(now);
  }
}
