package dev.agentpool.stats;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How much was done side by side. */
public final class Spans {
  private Spans() {}

  /** When somebody worked. */
  record Span(Instant from, Instant until) {}

  /**
   * What spans come to.
   *
   * @param wallClockHours from the first beginning to the last end
   * @param ratio hours of work in an hour; empty without any
   * @param peakAt when most were at work for the first time; null without any
   */
  public record Parallelism(
      double wallClockHours,
      double sumWorkerHours,
      OptionalDouble ratio,
      int peakConcurrent,
      @Nullable Instant peakAt) {}

  static Parallelism of(List<Span> spans) {
    if (spans.isEmpty()) {
      return new Parallelism(0, 0, OptionalDouble.empty(), 0, null);
    }
    Duration sum = Duration.ZERO;
    Instant first = Instant.MAX;
    Instant last = Instant.MIN;
    TreeMap<Instant, int[]> changes = new TreeMap<>(); // how many begin then, how many end
    for (Span span : spans) {
      sum = sum.plus(Duration.between(span.from(), span.until()));
      first = span.from().isBefore(first) ? span.from() : first;
      last = span.until().isAfter(last) ? span.until() : last;
      changes.computeIfAbsent(span.from(), _ -> new int[2])[0]++;
      changes.computeIfAbsent(span.until(), _ -> new int[2])[1]++;
    }
    int now = 0;
    int peak = 0;
    Instant at = null;
    for (var change : changes.entrySet()) {
      now += change.getValue()[0]; // who begins when another ends was beside it
      if (now > peak) {
        peak = now;
        at = change.getKey();
      }
      now -= change.getValue()[1];
    }
    double wall = hours(Duration.between(first, last));
    OptionalDouble ratio =
        wall > 0 ? OptionalDouble.of(rounded(hours(sum) / wall, 2)) : OptionalDouble.empty();
    return new Parallelism(rounded(wall, 4), rounded(hours(sum), 4), ratio, peak, at);
  }

  static double hours(Duration time) {
    return time.toMillis() / 3_600_000d;
  }

  static double rounded(double figure, int digits) {
    double shift = Math.pow(10, digits);
    return Math.round(figure * shift) / shift;
  }
}
