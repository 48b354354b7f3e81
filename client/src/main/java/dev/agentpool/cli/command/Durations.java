package dev.agentpool.cli.command;

import dev.agentpool.cli.client.CliException;

/**
 * Reads durations as people write them: {@code 500ms}, {@code 100s}, {@code 5m}, {@code 2h}, {@code
 * 1d}, {@code 30}.
 */
public final class Durations {
  private Durations() {}

  /** Milliseconds; a number without a unit is seconds. */
  public static long millis(String text) {
    int digits = 0;
    while (digits < text.length() && Character.digit(text.charAt(digits), 10) >= 0) {
      digits++;
    }
    long unit =
        switch (text.substring(digits)) {
          case "ms" -> 1;
          case "", "s" -> 1_000;
          case "m" -> 60_000;
          case "h" -> 3_600_000;
          case "d" -> 86_400_000;
          default -> 0;
        };
    if (digits == 0 || digits > 9 || unit == 0) {
      throw CliException.usage(
          "not a duration: \"" + text + "\"; write for instance 500ms, 100s, 5m or 2h");
    }
    return Long.parseLong(text.substring(0, digits)) * unit;
  }
}
