package dev.agentpool.bench;

import java.util.Arrays;
import java.util.Locale;

/** Durations of one kind, in nanoseconds. For one thread. */
final class Samples {
  private long[] nanos = new long[256];
  private int size;

  void add(long duration) {
    if (size == nanos.length) {
      nanos = Arrays.copyOf(nanos, size * 2);
    }
    nanos[size++] = duration;
  }

  int size() {
    return size;
  }

  /** The smallest sample that at least this part of all does not exceed. */
  long percentile(double part) {
    if (size == 0) {
      throw new IllegalStateException("nothing was measured");
    }
    long[] sorted = Arrays.copyOf(nanos, size);
    Arrays.sort(sorted);
    int index = (int) Math.ceil(part * size) - 1;
    return sorted[Math.max(0, index)];
  }

  long median() {
    return percentile(0.5);
  }

  long p99() {
    return percentile(0.99);
  }

  /** Cells: count, median, p99, smallest, largest; in milliseconds. */
  String[] cells() {
    return new String[] {
      Integer.toString(size),
      millis(median()),
      millis(p99()),
      millis(percentile(0)),
      millis(percentile(1))
    };
  }

  static String millis(long nanos) {
    return String.format(Locale.ROOT, nanos < 100_000_000 ? "%.2f" : "%.0f", nanos / 1e6);
  }
}
