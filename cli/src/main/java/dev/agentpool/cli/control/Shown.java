package dev.agentpool.cli.control;

import dev.agentpool.cli.json.Json;

/** Figures and times for people. */
final class Shown {
  private Shown() {}

  /** In its shortest form; a dash for what nobody knows. */
  static String percent(Json figure) {
    return figure.value() instanceof Number number
        ? plain(Math.round(number.doubleValue() * 100) / 100d) + "%"
        : "-";
  }

  private static String plain(double number) {
    return number == Math.rint(number) ? String.valueOf((long) number) : String.valueOf(number);
  }

  /** To the minute, in UTC as it was told. */
  static String time(Json time) {
    String text = time.textOrNull();
    return text == null ? "-" : text.length() > 16 ? text.substring(0, 16) + "Z" : text;
  }
}
