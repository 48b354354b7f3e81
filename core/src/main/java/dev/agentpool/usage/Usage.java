package dev.agentpool.usage;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One snapshot: what a source said at one time of what a provider has left.
 *
 * <p>INVARIANT: no two windows are the same one; a reset lies no further ahead than a window can be
 * long. A misreading costs a look too early, never a provider for good.
 *
 * @param provider as the setting {@code provider} names it
 * @param checkedAt in microseconds, as it is kept
 * @param creditsRemaining in dollars
 * @param raw what else the source said, as plain values that JSON has; {@code source} names it
 */
public record Usage(
    String provider,
    UsageStatus status,
    Confidence confidence,
    Instant checkedAt,
    List<Window> windows,
    @Nullable Double creditsRemaining,
    List<String> warnings,
    Map<String, Object> raw) {
  /** Whose quota began anew further ahead was read wrong. */
  static final Duration LONGEST = Duration.ofDays(400);

  private static final int MOST_WINDOWS = 30;
  private static final int MOST_WARNINGS = 20;
  private static final int LONGEST_WARNING = 600;
  private static final String SOURCE = "source";

  public Usage {
    checkedAt = checkedAt.truncatedTo(ChronoUnit.MICROS);
    windows = distinct(windows, checkedAt);
    creditsRemaining = Figure.units(creditsRemaining);
    warnings =
        warnings.stream()
            .distinct()
            .limit(MOST_WARNINGS)
            .map(warning -> Words.shortened(warning, LONGEST_WARNING))
            .toList();
    raw = Collections.unmodifiableMap(new LinkedHashMap<>(raw));
  }

  /** Windows with the status that they come to. */
  public static Usage of(
      String provider,
      String source,
      Confidence confidence,
      Instant checkedAt,
      List<Window> windows) {
    return new Usage(
        provider,
        UsageStatus.of(distinct(windows, checkedAt)),
        windows.isEmpty() ? Confidence.UNKNOWN : confidence,
        checkedAt,
        windows,
        null,
        List.of(),
        Map.of(SOURCE, source));
  }

  /** One that says nothing of what is left, and why. */
  public static Usage none(
      String provider, UsageStatus status, String source, Instant checkedAt, String why) {
    return new Usage(
        provider,
        status,
        Confidence.UNKNOWN,
        checkedAt,
        List.of(),
        null,
        why.isEmpty() ? List.of() : List.of(why),
        Map.of(SOURCE, source));
  }

  /** The origin. */
  public String source() {
    return raw.get(SOURCE) instanceof String said ? said : "";
  }

  /** When the first of its windows is full again, as far as it is told. */
  public Optional<Instant> resetAt() {
    return windows.stream()
        .filter(Window::isExhausted)
        .flatMap(window -> Optional.ofNullable(window.resetAt()).stream())
        .max(Instant::compareTo)
        .or(() ->
            windows.stream()
                .flatMap(window -> Optional.ofNullable(window.resetAt()).stream())
                .min(Instant::compareTo));
  }

  public Usage status(UsageStatus other) {
    return new Usage(
        provider, other, confidence, checkedAt, windows, creditsRemaining, warnings, raw);
  }

  public Usage confidence(Confidence other) {
    return new Usage(provider, status, other, checkedAt, windows, creditsRemaining, warnings, raw);
  }

  public Usage windows(List<Window> others) {
    return new Usage(
        provider, status, confidence, checkedAt, others, creditsRemaining, warnings, raw);
  }

  public Usage credits(@Nullable Double dollars) {
    return new Usage(provider, status, confidence, checkedAt, windows, dollars, warnings, raw);
  }

  public Usage warned(String warning) {
    List<String> more = new ArrayList<>(warnings);
    more.add(warning);
    return new Usage(provider, status, confidence, checkedAt, windows, creditsRemaining, more, raw);
  }

  /** With one more member of what the source said. */
  public Usage raw(String name, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(raw);
    more.put(name, value);
    return new Usage(
        provider, status, confidence, checkedAt, windows, creditsRemaining, warnings, more);
  }

  /** Of two that are the same window, the one with less left. */
  private static List<Window> distinct(List<Window> windows, Instant checkedAt) {
    Map<String, Window> byName = new LinkedHashMap<>();
    for (Window said : windows) {
      Window window = plausible(said, checkedAt);
      byName.merge(window.name(), window, (one, other) -> less(other, one) ? other : one);
      if (byName.size() == MOST_WINDOWS) {
        break;
      }
    }
    return List.copyOf(byName.values());
  }

  private static boolean less(Window one, Window other) {
    Double left = one.remainingPercent();
    Double than = other.remainingPercent();
    return left != null && (than == null || left < than);
  }

  private static Window plausible(Window window, Instant checkedAt) {
    Instant at = window.resetAt();
    return at != null && at.isAfter(checkedAt.plus(LONGEST)) ? window.resetting(null) : window;
  }
}
