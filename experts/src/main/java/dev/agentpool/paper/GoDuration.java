package dev.agentpool.paper;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lengths of time as Go writes them: {@code 1h30m}, {@code 1.5s}, {@code 100ms}. */
public final class GoDuration {
  private static final Pattern PART =
      Pattern.compile("(\\d+(?:\\.\\d*)?|\\.\\d+)(ns|us|\u00b5s|\u03bcs|ms|s|m|h)");
  private static final Map<String, Long> UNITS =
      Map.of(
          "ns", 1L,
          "us", 1_000L,
          "\u00b5s", 1_000L,
          "\u03bcs", 1_000L,
          "ms", 1_000_000L,
          "s", 1_000_000_000L,
          "m", 60_000_000_000L,
          "h", 3_600_000_000_000L);
  private static final BigDecimal MOST = BigDecimal.valueOf(Long.MAX_VALUE);
  private static final int LONGEST = 200;

  private GoDuration() {}

  /** Empty when it is none: {@code 10}, {@code 1d}, or longer than some 292 years. */
  public static Optional<Duration> parse(String text) {
    boolean signed = text.startsWith("-") || text.startsWith("+");
    String parts = signed ? text.substring(1) : text;
    if (parts.equals("0")) {
      return Optional.of(Duration.ZERO);
    }
    if (parts.isEmpty() || parts.length() > LONGEST) {
      return Optional.empty();
    }
    Matcher part = PART.matcher(parts);
    BigDecimal nanos = BigDecimal.ZERO;
    int end = 0;
    while (end < parts.length()) {
      if (!part.find(end) || part.start() != end) {
        return Optional.empty();
      }
      BigDecimal unit = BigDecimal.valueOf(UNITS.getOrDefault(part.group(2), 0L));
      nanos = nanos.add(new BigDecimal(part.group(1)).multiply(unit));
      end = part.end();
    }
    if (nanos.compareTo(MOST) > 0) {
      return Optional.empty();
    }
    long whole = nanos.setScale(0, RoundingMode.DOWN).longValueExact();
    return Optional.of(Duration.ofNanos(text.startsWith("-") ? -whole : whole));
  }

  /** As Go prints it: {@code 0s}, {@code 100ms}, {@code 1.5s}, {@code 1m5s}, {@code 1h0m0s}. */
  public static String text(Duration length) {
    if (length.isZero()) {
      return "0s";
    }
    String sign = length.isNegative() ? "-" : "";
    Duration size = length.abs();
    long nanos = size.getNano();
    if (size.getSeconds() == 0) {
      return sign
          + (nanos < 1_000
              ? nanos + "ns"
              : nanos < 1_000_000
                  ? decimal(nanos, 1_000) + "\u00b5s"
                  : decimal(nanos, 1_000_000) + "ms");
    }
    long seconds = size.getSeconds();
    BigDecimal last = BigDecimal.valueOf(seconds % 60).add(BigDecimal.valueOf(nanos, 9));
    String text = plain(last) + "s";
    if (seconds >= 60) {
      text = seconds / 60 % 60 + "m" + text;
    }
    if (seconds >= 3_600) {
      text = seconds / 3_600 + "h" + text;
    }
    return sign + text;
  }

  private static String decimal(long nanos, long unit) {
    return plain(BigDecimal.valueOf(nanos).divide(BigDecimal.valueOf(unit)));
  }

  private static String plain(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }
}
