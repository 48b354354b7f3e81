package dev.agentpool.provider.words;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Year;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Times as people write them: waits, times of a day, days, zones. Pure. */
final class SpokenTime {
  private static final int ANY_CASE = Pattern.CASE_INSENSITIVE;
  private static final String NUMBER = "(\\d{1,6}\\s*|\\ban?\\s+)";
  private static final String UNIT =
      "(d|days?|h|hrs?|hours?|m|mins?|minutes?|s|secs?|seconds?|w|weeks?)";
  private static final Pattern WAIT =
      Pattern.compile(
          "^[^\\d.]{0,20}?\\b(?:in|after|for|another)\\s+(?:about\\s+)?((?:"
              + NUMBER
              + UNIT
              + "\\b[,\\s]*(?:and\\s+)?)+)",
          ANY_CASE);
  private static final Pattern PART = Pattern.compile(NUMBER + UNIT + "\\b", ANY_CASE);
  private static final Pattern TWELVE =
      Pattern.compile("\\b(\\d{1,2})(?:[:.](\\d{2}))?\\s?([ap])\\.?m\\b\\.?", ANY_CASE);
  private static final Pattern TWENTY_FOUR =
      Pattern.compile("(?<![\\d:+-])(\\d{1,2}):(\\d{2})(?::\\d{2})?(?![\\d:])");
  private static final Pattern NAMED_TIME = Pattern.compile("\\b(noon|midnight)\\b", ANY_CASE);
  private static final String MONTH =
      "(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\\.?";
  private static final Pattern MONTH_DAY =
      Pattern.compile(
          "\\b"
              + MONTH
              + "\\s+(\\d{1,2})(?:st|nd|rd|th)?(?![\\d:.]|\\s?[ap]\\.?m)(?:,?\\s+(\\d{4})(?!:))?",
          ANY_CASE);
  private static final Pattern DAY_MONTH =
      Pattern.compile(
          "(?<![:.\\d])(\\d{1,2})(?:st|nd|rd|th|\\.)?\\s+" + MONTH + "(?:\\s+(\\d{4})\\b)?",
          ANY_CASE);
  private static final Pattern ISO_DAY = Pattern.compile("\\b(\\d{4})-(\\d{2})-(\\d{2})\\b");
  private static final Pattern WEEKDAY =
      Pattern.compile(
          "\\b(mon|tue|wed|thu|fri|sat|sun)(?:day|sday|nesday|rsday|urday|s|rs|r)?\\b", ANY_CASE);
  private static final Pattern TOMORROW = Pattern.compile("\\btomorrow\\b", ANY_CASE);
  private static final Pattern IN_BRACKETS = Pattern.compile("\\(([^()]{1,40})\\)");
  private static final Pattern BARE_ZONE =
      Pattern.compile(
          "\\b(?:((?:UTC|GMT)[+-]\\d{1,2}(?::?\\d{2})?)|(UTC|GMT|[PMCE][SD]T|CES?T|EES?T|WES?T|BST|JST|IST|AES?T)"
              + "|([A-Z][A-Za-z_]+(?:/[A-Z][A-Za-z_+-]+){1,2}))(?![\\w/])");
  private static final List<String> MONTHS =
      List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
  private static final List<String> DAYS = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");
  private static final Map<String, String> SHORT =
      Map.ofEntries(
          Map.entry("PST", "America/Los_Angeles"),
          Map.entry("PDT", "America/Los_Angeles"),
          Map.entry("MST", "America/Denver"),
          Map.entry("MDT", "America/Denver"),
          Map.entry("CST", "America/Chicago"),
          Map.entry("CDT", "America/Chicago"),
          Map.entry("EST", "America/New_York"),
          Map.entry("EDT", "America/New_York"),
          Map.entry("CEST", "Europe/Berlin"),
          Map.entry("EEST", "Europe/Athens"),
          Map.entry("WEST", "Europe/Lisbon"),
          Map.entry("BST", "Europe/London"),
          Map.entry("JST", "Asia/Tokyo"),
          Map.entry("IST", "Asia/Kolkata"),
          Map.entry("AEST", "Australia/Sydney"),
          Map.entry("AET", "Australia/Sydney"));

  private SpokenTime() {}

  /** "in 3h 20m", "after 30 seconds"; null when the phrase is no wait. */
  static @Nullable Duration wait(String phrase) {
    Matcher matcher = WAIT.matcher(phrase);
    if (!matcher.find()) {
      return null;
    }
    Duration sum = Duration.ZERO;
    Matcher part = PART.matcher(matcher.group(1));
    while (part.find()) {
      String number = part.group(1).strip().toLowerCase(Locale.ROOT);
      long amount = number.startsWith("a") ? 1 : Long.parseLong(number);
      sum = sum.plus(unit(part.group(2)).multipliedBy(amount));
    }
    return sum.isZero() ? null : sum;
  }

  private static Duration unit(String name) {
    return switch (Character.toLowerCase(name.charAt(0))) {
      case 'w' -> Duration.ofDays(7);
      case 'd' -> Duration.ofDays(1);
      case 'h' -> Duration.ofHours(1);
      case 'm' -> Duration.ofMinutes(1);
      default -> Duration.ofSeconds(1);
    };
  }

  /** The next time of day, or day and time, that the phrase names; null when it names none. */
  static @Nullable Instant clock(String phrase, Instant now, ZoneId local) {
    ZoneId zone = zone(phrase, local);
    if (zone == null) {
      return null;
    }
    try {
      ZonedDateTime here = now.atZone(zone);
      LocalTime time = time(phrase);
      LocalDate day = day(phrase, here, time == null ? LocalTime.MIDNIGHT : time);
      if (time == null && day == null) {
        return null;
      }
      LocalTime at = time == null ? LocalTime.MIDNIGHT : time;
      return day == null ? nextAt(at, here) : day.atTime(at).atZone(zone).toInstant();
    } catch (DateTimeException notATime) {
      return null;
    }
  }

  private static @Nullable Instant nextAt(LocalTime time, ZonedDateTime now) {
    Instant today = now.toLocalDate().atTime(time).atZone(now.getZone()).toInstant();
    Instant at = now.toInstant();
    if (today.isAfter(at)) {
      return today;
    }
    return today.plus(ResetTime.JUST_PAST).isAfter(at)
        ? null
        : now.toLocalDate().plusDays(1).atTime(time).atZone(now.getZone()).toInstant();
  }

  private static @Nullable LocalTime time(String phrase) {
    Matcher twelve = TWELVE.matcher(phrase);
    if (twelve.find()) {
      int hour = Integer.parseInt(twelve.group(1));
      if (hour < 1 || hour > 12) {
        throw new DateTimeException("no such hour");
      }
      boolean afternoon = twelve.group(3).equalsIgnoreCase("p");
      return LocalTime.of(hour % 12 + (afternoon ? 12 : 0), minutes(twelve.group(2)));
    }
    Matcher twentyFour = TWENTY_FOUR.matcher(phrase);
    if (twentyFour.find()) {
      return LocalTime.of(Integer.parseInt(twentyFour.group(1)) % 24, minutes(twentyFour.group(2)));
    }
    Matcher named = NAMED_TIME.matcher(phrase);
    if (named.find()) {
      return named.group(1).equalsIgnoreCase("noon") ? LocalTime.NOON : LocalTime.MIDNIGHT;
    }
    return null;
  }

  private static int minutes(@Nullable String digits) {
    return digits == null ? 0 : Integer.parseInt(digits);
  }

  private static @Nullable LocalDate day(String phrase, ZonedDateTime now, LocalTime time) {
    Matcher iso = ISO_DAY.matcher(phrase);
    if (iso.find()) {
      return LocalDate.parse(iso.group());
    }
    Matcher monthFirst = MONTH_DAY.matcher(phrase);
    if (monthFirst.find()) {
      return date(monthFirst, 1, 2, now);
    }
    Matcher dayFirst = DAY_MONTH.matcher(phrase);
    if (dayFirst.find()) {
      return date(dayFirst, 2, 1, now);
    }
    if (TOMORROW.matcher(phrase).find()) {
      return now.toLocalDate().plusDays(1);
    }
    Matcher weekday = WEEKDAY.matcher(phrase);
    if (weekday.find()) {
      DayOfWeek day = DayOfWeek.of(DAYS.indexOf(weekday.group(1).toLowerCase(Locale.ROOT)) + 1);
      LocalDate next = now.toLocalDate().with(TemporalAdjusters.nextOrSame(day));
      return next.atTime(time).isAfter(now.toLocalDateTime()) ? next : next.plusWeeks(1);
    }
    return null;
  }

  /** Of the year it names, else of the year in which it is nearest. */
  private static LocalDate date(MatchResult found, int month, int day, ZonedDateTime now) {
    int number = MONTHS.indexOf(found.group(month).toLowerCase(Locale.ROOT)) + 1;
    int of = Integer.parseInt(found.group(day));
    if (found.group(3) != null) {
      return LocalDate.of(Integer.parseInt(found.group(3)), number, of);
    }
    LocalDate today = now.toLocalDate();
    LocalDate nearest = null;
    for (int year = today.getYear() - 1; year <= today.getYear() + 1; year++) {
      if (of == 29 && number == 2 && !Year.isLeap(year)) {
        continue;
      }
      LocalDate candidate = LocalDate.of(year, number, of);
      if (nearest == null || distance(candidate, today) < distance(nearest, today)) {
        nearest = candidate;
      }
    }
    if (nearest == null) {
      throw new DateTimeException("no such day");
    }
    return nearest;
  }

  private static long distance(LocalDate one, LocalDate other) {
    return Math.abs(ChronoUnit.DAYS.between(one, other));
  }

  /** The zone that a phrase names, else the local one; null when it names one that nobody knows. */
  static @Nullable ZoneId zone(String phrase, ZoneId local) {
    Matcher brackets = IN_BRACKETS.matcher(phrase);
    if (brackets.find()) {
      String name = brackets.group(1).strip();
      ZoneId known = known(name);
      return known != null || name.contains(" ") ? (known == null ? local : known) : null;
    }
    Matcher bare = BARE_ZONE.matcher(phrase);
    while (bare.find()) {
      ZoneId known = known(bare.group());
      if (known != null) {
        return known;
      }
    }
    return local;
  }

  private static @Nullable ZoneId known(String name) {
    String wanted = SHORT.getOrDefault(name.toUpperCase(Locale.ROOT), name);
    for (String id : ZoneId.getAvailableZoneIds()) {
      if (id.equalsIgnoreCase(wanted)) {
        return ZoneId.of(id);
      }
    }
    try {
      return ZoneId.of(wanted.toUpperCase(Locale.ROOT));
    } catch (DateTimeException unknown) {
      return null;
    }
  }
}
