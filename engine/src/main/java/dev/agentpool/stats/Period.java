package dev.agentpool.stats;

import dev.agentpool.engine.Refused;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A window of time as somebody asks for it (spec control-plane 21).
 *
 * @param label for people
 * @param spec as it was asked for
 */
public record Period(Instant start, Instant end, String label, String spec) {
  private static final String CODE = "invalid_window";
  private static final Pattern LAST = Pattern.compile("([0-9]{1,6})([hdw])");
  private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LAST_DAY = Instant.parse("9999-12-31T00:00:00Z");

  /**
   * {@code 36h}, {@code 7d}, {@code 4w}, {@code all}, a date or time (that and a day), or two of
   * these with a slash between them; throws {@link Refused} for anything else.
   */
  public static Period of(String spec, Instant now) {
    String asked = spec.strip();
    String lower = asked.toLowerCase(Locale.ROOT);
    Matcher last = LAST.matcher(lower);
    if (lower.equals("all")) {
      return new Period(Instant.EPOCH, now, "all time", asked);
    }
    if (last.matches()) {
      return last(Long.parseLong(last.group(1)), last.group(2), lower, now);
    }
    int slash = asked.indexOf('/');
    if (slash >= 0) {
      String from = asked.substring(0, slash).strip();
      String to = asked.substring(slash + 1).strip();
      return checked(new Period(time(from, asked), time(to, asked), from + " to " + to, asked));
    }
    Instant start = time(asked, asked);
    Instant end = start.plus(Duration.ofDays(1));
    String day = LocalDate.ofInstant(start, ZoneOffset.UTC).toString();
    return checked(new Period(start, end.isAfter(now) ? now : end, day, asked));
  }

  private static Period last(long number, String unit, String spec, Instant now) {
    if (number == 0) {
      throw wrong(spec, "it is no time at all");
    }
    Duration one =
        switch (unit) {
          case "h" -> Duration.ofHours(1);
          case "d" -> Duration.ofDays(1);
          default -> Duration.ofDays(7);
        };
    Instant start = now.minus(one.multipliedBy(number));
    return new Period(
        start.isBefore(Instant.EPOCH) ? Instant.EPOCH : start, now, "last " + spec, spec);
  }

  private static Period checked(Period period) {
    if (!period.end.isAfter(period.start)) {
      throw wrong(
          period.spec,
          period.spec.indexOf('/') >= 0
              ? "its end must be after its start"
              : "it lies in the future");
    }
    return period;
  }

  private static Instant time(String text, String spec) {
    return read(text)
        .orElseThrow(() ->
            wrong(
                spec,
                "'"
                    + text
                    + "' is no date and no time such as"
                    + " 2026-11-27 or 2026-11-27T08:00:00Z"));
  }

  /** A time or a date as ISO 8601 writes it; without a zone it is UTC. */
  static Optional<Instant> read(String text) {
    String iso = text.indexOf(' ') == 10 ? text.replace(' ', 'T') : text;
    try {
      Instant time =
          iso.indexOf('T') < 0
              ? LocalDate.parse(iso).atStartOfDay(ZoneOffset.UTC).toInstant()
              : iso.matches(".*(Z|z|[+-][0-9:]+)")
                  ? OffsetDateTime.parse(iso).toInstant()
                  : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC);
      return time.isBefore(FIRST) || time.isAfter(LAST_DAY) ? Optional.empty() : Optional.of(time);
    } catch (DateTimeException none) {
      return Optional.empty();
    }
  }

  private static Refused wrong(String spec, String why) {
    return new Refused(
        Refused.Kind.INVALID,
        CODE,
        "'window' cannot be '" + spec + "': " + why + " (36h, 7d, 4w, all, a date, or FROM/TO)",
        Map.of("window", spec, "example", "agentpool stats --since 7d --json"));
  }

  /** Whether a moment lies in it. */
  boolean holds(Instant time) {
    return !time.isBefore(start) && time.isBefore(end);
  }

  /** How long it is, in hours. */
  double hours() {
    return Spans.hours(Duration.between(start, end));
  }
}
