package dev.agentpool.paper;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times in the files of a pool: RFC 3339, written in UTC. */
public final class Rfc3339 {
  /** How a time is written that nobody set. */
  public static final Instant NEVER = Instant.parse("0001-01-01T00:00:00Z");

  private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
  private static final Pattern TIME =
      Pattern.compile(
          "(\\d{4}-\\d{2}-\\d{2})[Tt"
              + " ](\\d{2}:\\d{2}:\\d{2})(?:\\.(\\d{1,40}))?([Zz]|[+-]\\d{2}:\\d{2})");
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss").withZone(ZoneOffset.UTC);

  private Rfc3339() {}

  /** A time, or a date at its midnight in UTC; empty when it is neither. */
  public static Optional<Instant> parse(String text) {
    try {
      if (DATE.matcher(text).matches()) {
        return Optional.of(LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC));
      }
      Matcher time = TIME.matcher(text);
      if (!time.matches()) {
        return Optional.empty();
      }
      String fraction = time.group(3) == null ? "" : time.group(3);
      String nanos =
          fraction.isEmpty() ? "" : "." + fraction.substring(0, Math.min(9, fraction.length()));
      return Optional.of(
          OffsetDateTime.parse(
                  time.group(1) + "T" + time.group(2) + nanos + time.group(4).replace('z', 'Z'))
              .toInstant());
    } catch (DateTimeException noTime) {
      return Optional.empty();
    }
  }

  /** With as many digits of the second's fraction as there are. */
  public static String text(Instant time) {
    int nanos = time.getNano();
    if (nanos == 0) {
      return SECONDS.format(time) + "Z";
    }
    String digits = String.format("%09d", nanos);
    int end = digits.length();
    while (digits.charAt(end - 1) == '0') {
      end--;
    }
    return SECONDS.format(time) + "." + digits.substring(0, end) + "Z";
  }

  /** To the second, as indexes and verifications have it. */
  public static String seconds(Instant time) {
    return SECONDS.format(time.truncatedTo(ChronoUnit.SECONDS)) + "Z";
  }
}
