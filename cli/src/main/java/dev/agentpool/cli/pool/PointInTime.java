package dev.agentpool.cli.pool;

import dev.agentpool.cli.client.CliException;
import dev.agentpool.cli.command.Durations;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.regex.Pattern;

/**
 * Reads times as people write them: how long ago ({@code 24h}, {@code 24h ago}), a date, a date and
 * time of this place ({@code 2026-05-01T09:30}) or with its offset.
 */
public final class PointInTime {
  private static final String AGO = " ago";
  private static final Pattern DURATION = Pattern.compile("[0-9]+(ms|s|m|h|d)?");

  private PointInTime() {}

  /** Milliseconds since 1970. */
  public static long millis(String text) {
    String ago = text.endsWith(AGO) ? text.substring(0, text.length() - AGO.length()) : text;
    if (ago.length() < text.length() || DURATION.matcher(text).matches()) {
      return Instant.now().toEpochMilli() - Durations.millis(ago.strip());
    }
    try {
      if (text.indexOf('T') < 0) {
        return LocalDate.parse(text)
            .atStartOfDay(ZoneId.systemDefault())
            .toInstant()
            .toEpochMilli();
      }
      boolean offset = text.endsWith("Z") || text.lastIndexOf('+') > 0 || text.lastIndexOf('-') > 7;
      return offset
          ? OffsetDateTime.parse(text).toInstant().toEpochMilli()
          : LocalDateTime.parse(text).atZone(ZoneId.systemDefault()).toInstant().toEpochMilli();
    } catch (DateTimeException e) {
      throw CliException.usage(
          "not a time: \"" + text + "\"; write for instance 24h, 2026-05-01 or 2026-05-01T09:30");
    }
  }
}
