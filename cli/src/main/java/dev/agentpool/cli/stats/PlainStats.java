package dev.agentpool.cli.stats;

import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.terminal.Terminal;
import java.util.List;

/** The figures that scripts read, a line each; what is not known is an empty value. */
final class PlainStats {
  private static final List<String> LINES =
      List.of(
          "schema_version",
          "scope",
          "window",
          "sessions.total",
          "sessions.spawned",
          "parallelism.ratio",
          "parallelism.peak_concurrent",
          "walls.avoided",
          "walls.hit",
          "walls.confidence",
          "tokens.total",
          "work.attempts",
          "work.completed",
          "work.cost_microdollars");

  private PlainStats() {}

  static void print(Terminal terminal, Json stats) {
    for (String line : LINES) {
      terminal.print(line + "=" + value(stats, line));
    }
  }

  private static String value(Json stats, String line) {
    Json value = line.equals("window") ? stats.get("window").get("label") : stats;
    if (value == stats) {
      for (String name : line.split("\\.")) {
        value = value.get(name);
      }
    }
    String text = value.textOrNull();
    return text != null ? text.replace('\n', ' ') : value.isNull() ? "" : value.toString();
  }
}
