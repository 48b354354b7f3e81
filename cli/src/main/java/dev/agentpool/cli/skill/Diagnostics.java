package dev.agentpool.cli.skill;

import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.terminal.Colour;
import dev.agentpool.cli.terminal.Terminal;
import java.util.List;

/** What is wrong with files of skills and agents. */
final class Diagnostics {
  private Diagnostics() {}

  static void say(Terminal terminal, List<Json> diagnostics) {
    for (Json diagnostic : diagnostics) {
      String line = diagnostic.number("line") > 0 ? ":" + diagnostic.number("line") : "";
      terminal.say(
          Colour.YELLOW,
          diagnostic.text("level")
              + ": "
              + diagnostic.text("place")
              + line
              + ": "
              + diagnostic.text("message"));
    }
  }
}
