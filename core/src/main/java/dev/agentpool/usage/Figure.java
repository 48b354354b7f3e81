package dev.agentpool.usage;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Numbers as strangers write them. Pure. */
public final class Figure {
  private static final double MOST = 1e15;

  /** From here on a number is of milliseconds: as seconds it would be the year 5138. */
  private static final double MILLIS = 1e11;

  private static final double LATEST_SECOND = 253_402_300_799d; // the last of the year 9999

  private Figure() {}

  /** Between 0 and 100; null for what is no number. */
  static @Nullable Double percent(@Nullable Double said) {
    return said == null || !Double.isFinite(said) ? null : Double.valueOf(bounded(said));
  }

  private static double bounded(double said) {
    return said <= 0 ? 0 : Math.min(said, 100);
  }

  static Double rest(double percent) {
    return Math.round((100 - percent) * 1e6) / 1e6;
  }

  /** Not below nothing; null for what is no number, or no amount of anything. */
  public static @Nullable Double units(@Nullable Double said) {
    if (said == null || !Double.isFinite(said) || Math.abs(said) > MOST) {
      return null;
    }
    return said <= 0 ? 0d : said;
  }

  /** A time as seconds or milliseconds since 1970; null for what is no time. */
  public static @Nullable Instant epoch(@Nullable Double said) {
    if (said == null || !Double.isFinite(said) || said <= 0) {
      return null;
    }
    double seconds = said >= MILLIS ? said / 1000 : said;
    return seconds > LATEST_SECOND ? null : Instant.ofEpochMilli(Math.round(seconds * 1000));
  }

  /** In its shortest form: {@code 80}, {@code 12.5}. */
  static String shown(double figure) {
    double rounded = Math.round(figure * 100) / 100d;
    return rounded == Math.rint(rounded)
        ? String.format(Locale.ROOT, "%.0f", rounded)
        : Double.toString(rounded);
  }
}
