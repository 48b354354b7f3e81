package dev.agentpool.cli.skill;

import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.terminal.Colour;
import dev.agentpool.cli.terminal.Terminal;
import java.util.List;

/** Reads lists of skills and agents, and what could not be read of them. */
final class Lists {
  private Lists() {}

  /** {@code [tone]} may be left out. */
  static String arguments(Json named) {
    StringBuilder text = new StringBuilder();
    for (Json argument : named.get("arguments").items()) {
      String name = argument.text("name");
      text.append(text.isEmpty() ? "" : " ")
          .append(argument.flag("required") ? name : "[" + name + "]");
    }
    return text.isEmpty() ? "-" : text.toString();
  }

  /** What is wrong with files. */
  static void sayDiagnostics(Terminal terminal, List<Json> diagnostics) {
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
