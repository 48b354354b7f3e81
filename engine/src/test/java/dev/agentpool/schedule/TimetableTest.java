package dev.agentpool.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.agentpool.engine.Refused;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When something is due, also where clocks are put forward and back, and what is no time. */
class TimetableTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  private static List<String> next(String cron, ZoneId zone, String from, int most) {
    return Timetable.of(cron, zone)
        .next(LocalDateTime.parse(from).atZone(zone).toInstant(), most)
        .stream()
        .map(at -> at.atZone(zone).toOffsetDateTime().toString())
        .toList();
  }

  @ParameterizedTest
  @CsvSource({
    "0 2 * * *, 2026-11-28T02:00+01:00, 2026-11-29T02:00+01:00",
    "0 9 * * MON-FRI, 2026-11-30T09:00+01:00, 2026-12-01T09:00+01:00",
    "0 9 * * 7, 2026-11-29T09:00+01:00, 2026-12-06T09:00+01:00",
    "*/20 * * * *, 2026-11-28T00:20+01:00, 2026-11-28T00:40+01:00",
    "0 0 29 2 *, 2028-02-29T00:00+01:00, 2032-02-29T00:00+01:00",
    "@daily, 2026-11-29T00:00+01:00, 2026-11-30T00:00+01:00",
    "@Hourly, 2026-11-28T01:00+01:00, 2026-11-28T02:00+01:00",
    "@weekly, 2026-11-29T00:00+01:00, 2026-12-06T00:00+01:00",
    "@monthly, 2026-12-01T00:00+01:00, 2027-01-01T00:00+01:00",
    "@yearly, 2027-01-01T00:00+01:00, 2028-01-01T00:00+01:00"
  })
  void timesComeAsTheFieldsSay(String cron, String first, String second) {
    assertThat(next(cron, BERLIN, "2026-11-28T00:00:00", 2)).containsExactly(first, second);
  }

  @Test
  void eitherOfTheDaysWillDoWhereBothAreGiven() {
    assertThat(next("0 0 13 * 5", BERLIN, "2026-01-03T00:00:00", 3))
        .containsExactly(
            "2026-01-09T00:00+01:00", "2026-01-13T00:00+01:00", "2026-01-16T00:00+01:00");
  }

  @Test
  void aTimeThatTheClockLeavesOutIsNone() {
    assertThat(next("30 2 * * *", BERLIN, "2026-03-28T00:00:00", 2))
        .containsExactly("2026-03-28T02:30+01:00", "2026-03-30T02:30+02:00");
    assertThat(next("*/30 * * * *", BERLIN, "2026-03-29T01:00:00", 2))
        .containsExactly("2026-03-29T01:30+01:00", "2026-03-29T03:00+02:00");
  }

  @Test
  void aTimeThatTheClockShowsTwiceCountsOnceButForWhatGoesOnAnyway() {
    assertThat(next("30 2 * * *", BERLIN, "2026-10-25T00:00:00", 2))
        .containsExactly("2026-10-25T02:30+02:00", "2026-10-26T02:30+01:00");
    assertThat(next("0 * * * *", BERLIN, "2026-10-25T01:00:00", 3))
        .containsExactly(
            "2026-10-25T02:00+02:00", "2026-10-25T02:00+01:00", "2026-10-25T03:00+01:00");
  }

  @Test
  void aZoneIsWhereTheClockHangs() {
    assertThat(next("0 2 * * *", ZoneId.of("Asia/Kolkata"), "2026-11-28T00:00:00", 1))
        .containsExactly("2026-11-28T02:00+05:30");
    assertThat(next("10 2 * * *", ZoneId.of("Australia/Lord_Howe"), "2026-10-03T03:00:00", 1))
        .as("half an hour is left out there")
        .containsExactly("2026-10-05T02:10+11:00");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "61 2 * * *; the minute (field 1) is '61': value 61 not in range [0, 59]",
        "0 24 * * *; the hour (field 2) is '24': value 24 not in range [0, 23]",
        "0 2 32 * *; the day of the month (field 3) is '32'",
        "0 2 * 13 *; the month (field 4) is '13'",
        "0 2 * * 8; the day of the week (field 5) is '8'",
        "0 2 * * fre; the day of the week (field 5) is 'fre': write numbers",
        "*/0 * * * *; the minute (field 1) is '*/0': period 0",
        "0 22-2 * * *; the hour (field 2) is '22-2': invalid range",
        "0|5 2 * * *; the minute (field 1) is '0|5'",
        "0 2 * *; has 4 fields; a time has five, in quotes: minute, hour",
        "0 0 2 * * *; has 6 fields; a time has five",
        "* * * * * *; each minute is the most often",
        "''; has 0 fields",
        "@reboot; there are @annually, @daily, @hourly",
        "0 0 30 2 *; is never due",
        "0 0 31 4,6,9,11 *; is never due"
      })
  void whatIsNoTimeIsRefusedWithItsPlace(String cron, String why) {
    assertThatThrownBy(() -> Timetable.of(cron, BERLIN))
        .isInstanceOf(Refused.class)
        .hasMessageContaining(why);
  }

  @ParameterizedTest
  @CsvSource({"Europe/Berlim", "nowhere", "''", "+25:00", "../etc"})
  void anUnknownZoneIsRefused(String zone) {
    assertThatThrownBy(() -> Timetable.zone(zone))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("Europe/Berlin");
  }
}
