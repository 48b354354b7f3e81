package dev.agentpool.cli.terminal;

import java.util.Locale;

/** Figures in a few characters, rounded: for an axis, a bar, a line with many of them. */
public final class Brief {
  private static final long LEAST = 5_000;
  private static final String[] UNITS = {"", "k", "M", "G", "T"};

  private Brief() {}

  /** Micro-dollars, such as {@code $1.23}, {@code $12}; what is not nothing is not told as it. */
  public static String dollars(long micros) {
    if (micros > 0 && micros < LEAST) {
      return "<$0.01";
    }
    return micros >= 10_000_000
        ? "$" + Math.round(micros / 1_000_000d)
        : "$" + String.format(Locale.ROOT, "%.2f", micros / 1_000_000d);
  }

  /** Such as {@code 950}, {@code 1.2k}, {@code 34M}. */
  public static String count(long number) {
    double rest = number;
    int unit = 0;
    while (rest >= 999.5 && unit < UNITS.length - 1) {
      rest /= 1_000;
      unit++;
    }
    return unit > 0 && rest < 9.95
        ? String.format(Locale.ROOT, "%.1f%s", rest, UNITS[unit])
        : Math.round(rest) + UNITS[unit];
  }
}
