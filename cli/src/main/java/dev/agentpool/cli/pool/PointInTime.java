package dev.agentpool.cli.pool;

import dev.agentpool.cli.client.CliException;
import dev.agentpool.cli.command.Durations;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;

/**
 * Reads times as people write them: how long ago ({@code 24h}), a date, a date and time of this
 * place ({@code 2026-05-01T09:30}) or with its offset.
 */
final class PointInTime {
  private PointInTime() {}

  /** Milliseconds since 1970. */
  static long millis(String text) {
    if (text.indexOf('-') < 0 && text.indexOf(':') < 0) {
      return Instant.now().toEpochMilli() - Durations.millis(text);
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
