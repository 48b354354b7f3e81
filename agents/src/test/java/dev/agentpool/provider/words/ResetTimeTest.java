package dev.agentpool.provider.words;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When a usage window resets, out of words; now is a Saturday, 10:00 in UTC. */
class ResetTimeTest {
  private static final Instant NOW = Instant.parse("2026-05-30T10:00:00Z");
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "You've hit your 5-hour limit · resets 2:40pm (Europe/Berlin) | 2026-05-30T12:40:00Z",
        "resets Jun 1 at 8am (America/Los_Angeles) | 2026-06-01T15:00:00Z",
        "resets Jun 1, 8am (America/Los_Angeles) | 2026-06-01T15:00:00Z",
        "resets 1 June at 08:00 (UTC) | 2026-06-01T08:00:00Z",
        "resets June 1st, 2026 at 8:15 PM (utc) | 2026-06-01T20:15:00Z",
        "your limit resets in 3h 20m | 2026-05-30T13:20:00Z",
        "Usage limit. Please try again in 2 hours and 5 minutes. | 2026-05-30T12:05:00Z",
        "resets in about 1 day | 2026-05-31T10:00:00Z",
        "try again in an hour | 2026-05-30T11:00:00Z",
        "retry after 30 seconds | 2026-05-30T10:00:30Z",
        "5-hour limit reached ∙ resets 3pm | 2026-05-30T15:00:00Z",
        "5-hour limit reached ∙ resets 9am | 2026-05-31T09:00:00Z",
        "resets 14:40 | 2026-05-30T14:40:00Z",
        "resets at 14.40 pm | ",
        "resets tomorrow 9am | 2026-05-31T09:00:00Z",
        "resets 9am tomorrow (UTC) | 2026-05-31T09:00:00Z",
        "resets Monday at 7am (Asia/Tokyo) | 2026-05-31T22:00:00Z",
        "resets Mon 7:30am | 2026-06-01T07:30:00Z",
        "resets Sat 9am | 2026-06-06T09:00:00Z",
        "resets Sat 11am | 2026-05-30T11:00:00Z",
        "resets at noon | 2026-05-30T12:00:00Z",
        "resets midnight (America/New_York) | 2026-05-31T04:00:00Z",
        "resets 3pm PST | 2026-05-30T22:00:00Z",
        "resets 3pm UTC+2 | 2026-05-30T13:00:00Z",
        "resets Jun 3 (UTC) | 2026-06-03T00:00:00Z",
        "until 2026-06-01T08:00:00Z | 2026-06-01T08:00:00Z",
        "until 2026-06-01T08:00:00.123+02:00 | 2026-06-01T06:00:00.123Z",
        "resets 2026-06-01 08:00 (Europe/Berlin) | 2026-06-01T06:00:00Z",
        "resets on 2026-06-01 at 8am | 2026-06-01T08:00:00Z",
      })
  void wordsNameATime(String text, Instant at) {
    assertThat(ResetTime.in(text, NOW, ZoneOffset.UTC)).isEqualTo(at);
  }

  @Test
  void secondsAndMillisecondsOfTheEpochAreTimes() {
    long at = NOW.plusSeconds(7200).getEpochSecond();
    for (String text :
        List.of(
            "Claude AI usage limit reached|" + at,
            "Claude AI usage limit reached|" + at + "000",
            "resets at " + at)) {
      assertThat(ResetTime.in(text, NOW, ZoneOffset.UTC)).isEqualTo(NOW.plusSeconds(7200));
    }
  }

  @Test
  void aTimeWithoutAZoneIsTheMachinesOwn() {
    assertThat(ResetTime.in("resets 3pm", NOW, BERLIN)).isEqualTo("2026-05-30T13:00:00Z");
  }

  @Test
  void aDateRunsOverTheEndOfTheYear() {
    assertThat(
            ResetTime.in(
                "resets Jan 2 at 8am", Instant.parse("2026-12-30T10:00:00Z"), ZoneOffset.UTC))
        .isEqualTo("2027-01-02T08:00:00Z");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "resets soon",
        "resets 99am (Mars)",
        "resets 3pm (Mars/Olympus)",
        "resets 13pm",
        "resets 25:99",
        "resets Feb 30 at 8am",
        "resets May 29 at 8am",
        "resets Jun 1, 2031 at 8am",
        "resets at 1700000000",
        "until 2020-01-01T00:00:00Z",
        "resets in 99999 days",
        "resets 9:58am",
        "a 400 error at 3pm",
        "",
      })
  void whatCanNotBeMeantIsNoTime(String text) {
    assertThat(ResetTime.in(text, NOW, ZoneOffset.UTC)).isNull();
  }

  private static final List<String> ZONES =
      List.of(
          "UTC",
          "Europe/Berlin",
          "America/Los_Angeles",
          "Asia/Kolkata",
          "Australia/Lord_Howe",
          "Pacific/Apia",
          "America/St_Johns",
          "Asia/Kathmandu");

  /** Whatever day, zone and time of day: what a CLI writes is read back to the minute. */
  @RepeatedTest(300)
  void anyTimeWithinAWeekIsReadBackFromTheWordsForIt(org.junit.jupiter.api.RepetitionInfo round) {
    Random random = new Random(round.getCurrentRepetition() * 7919L);
    Instant now = Instant.ofEpochSecond(1_767_225_600L + random.nextInt(86_400 * 730));
    ZoneId zone = ZoneId.of(ZONES.get(random.nextInt(ZONES.size())));
    Instant wanted = now.plus(Duration.ofMinutes(1 + random.nextInt(60 * 24 * 6)));
    ZonedDateTime there = wanted.atZone(zone).withSecond(0).withNano(0);
    if (!there.toInstant().isAfter(now)) {
      return;
    }
    boolean twice =
        zone.getRules().getValidOffsets(there.toLocalDateTime()).size()
            > 1; // the hour that comes twice
    for (String pattern :
        List.of(
            "'resets' MMM d 'at' h:mma '('VV')'",
            "'resets' EEE, MMMM d, yyyy, HH:mm '('VV')'",
            "'until' yyyy-MM-dd'T'HH:mm:ssXXX",
            "'resets' d MMM HH:mm '('VV')'")) {
      String text = there.format(DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH));
      Instant read = ResetTime.in(text, now, ZoneOffset.UTC);
      if (twice && !pattern.contains("XXX")) {
        assertThat(read == null || read.isAfter(now)).as(text).isTrue();
      } else {
        assertThat(read).as(text + " at " + now).isEqualTo(there.toInstant());
      }
    }
    LocalTime time = there.toLocalTime();
    Instant next =
        ResetTime.in(
            "resets "
                + time.format(DateTimeFormatter.ofPattern("h:mma", Locale.ENGLISH))
                + " ("
                + zone
                + ")",
            now,
            ZoneOffset.UTC);
    assertThat(next == null || next.isAfter(now) && next.isBefore(now.plus(Duration.ofHours(26))))
        .isTrue();
  }

  /** No text makes it throw, or name a time that is not ahead. */
  @RepeatedTest(200)
  void rubbishNeverNamesAPast(org.junit.jupiter.api.RepetitionInfo round) {
    Random random = new Random(round.getCurrentRepetition());
    List<String> words =
        List.of(
            "resets",
            "at",
            "in",
            "3h",
            "99",
            ":",
            "pm",
            "am",
            "Jun",
            "31",
            "Feb",
            "(UTC)",
            "(",
            ")",
            "tomorrow",
            "Monday",
            "|",
            "1780000000",
            "2026-13-45T99:99Z",
            "until",
            "29",
            "Z",
            "+99:99",
            "noon",
            "again",
            "0",
            "12",
            ".",
            ",",
            "UTC+99",
            "999999h");
    StringBuilder text = new StringBuilder("resets ");
    for (int i = 0; i < 12; i++) {
      text.append(words.get(random.nextInt(words.size()))).append(random.nextBoolean() ? " " : "");
    }
    Instant at = ResetTime.in(text.toString(), NOW, BERLIN);
    assertThat(at == null || at.isAfter(NOW)).as(text.toString()).isTrue();
  }
}
