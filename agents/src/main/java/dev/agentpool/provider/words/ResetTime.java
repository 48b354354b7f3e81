package dev.agentpool.provider.words;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads from the words of a CLI when a usage window resets: "resets 2:40pm (Europe/Berlin)",
 * "resets Jun 1 at 8am", "in 3h 20m", "limit reached|1780000000", "2026-06-01T08:00:00Z".
 *
 * <p>INVARIANT: what it returns lies after now, and not further than a window can be long; a text
 * that names no such time names none. So a wrong reading costs one try too early, never a night.
 */
public final class ResetTime {
  /** A longer wait than any usage window is a misreading. */
  private static final Duration LONGEST = Duration.ofDays(62);

  /** Words give minutes: a time just past is the one that is meant, not tomorrow's. */
  static final Duration JUST_PAST = Duration.ofMinutes(5);

  private static final int PHRASE = 80;
  private static final Pattern EPOCH =
      Pattern.compile("(?:\\||\\b(?:resets?|until|at)\\b\\D{0,12})(\\d{13}|\\d{10})\\b");
  private static final Pattern ISO =
      Pattern.compile(
          "(\\d{4}-\\d{2}-\\d{2})[Tt ](\\d{2}:\\d{2}(?::\\d{2}(?:\\.\\d{1,9})?)?)\\s?"
              + "([Zz]\\b|[+-]\\d{2}:?\\d{2}\\b)?");
  private static final Pattern ANNOUNCED =
      Pattern.compile(
          "\\b(?:resets?|resetting|renews?|refresh(?:es)?|available|again|retry|until|wait)\\b",
          Pattern.CASE_INSENSITIVE);

  private ResetTime() {}

  /**
   * The time that the text names; null when it names none that can be meant.
   *
   * @param local the zone of times that name none
   */
  public static @Nullable Instant in(String text, Instant now, ZoneId local) {
    Instant plain = epoch(text);
    plain = plain != null ? plain : iso(text, local);
    if (plain != null) {
      return meant(plain, now);
    }
    Matcher announced = ANNOUNCED.matcher(text);
    while (announced.find()) {
      int from = announced.end();
      String phrase = text.substring(from, Math.min(text.length(), from + PHRASE));
      Duration wait = SpokenTime.wait(phrase);
      Instant at = wait != null ? plus(now, wait) : SpokenTime.clock(phrase, now, local);
      if (at != null) {
        return meant(at, now);
      }
    }
    return null;
  }

  private static @Nullable Instant meant(Instant at, Instant now) {
    return at.isAfter(now) && !at.isAfter(now.plus(LONGEST)) ? at : null;
  }

  private static @Nullable Instant plus(Instant now, Duration wait) {
    return wait.compareTo(LONGEST) <= 0 ? now.plus(wait) : null;
  }

  private static @Nullable Instant epoch(String text) {
    Matcher matcher = EPOCH.matcher(text);
    if (!matcher.find()) {
      return null;
    }
    long number = Long.parseLong(matcher.group(1));
    return matcher.group(1).length() == 13
        ? Instant.ofEpochMilli(number)
        : Instant.ofEpochSecond(number);
  }

  private static @Nullable Instant iso(String text, ZoneId local) {
    Matcher matcher = ISO.matcher(text);
    if (!matcher.find()) {
      return null;
    }
    try {
      String offset = matcher.group(3);
      ZoneId named =
          offset == null
              ? SpokenTime.zone(text.substring(matcher.end()), local)
              : ZoneId.of(offset.toUpperCase(java.util.Locale.ROOT));
      LocalDateTime time = LocalDateTime.parse(matcher.group(1) + "T" + matcher.group(2));
      return named == null ? null : ZonedDateTime.of(time, named).toInstant();
    } catch (DateTimeException notATime) {
      return null;
    }
  }
}
