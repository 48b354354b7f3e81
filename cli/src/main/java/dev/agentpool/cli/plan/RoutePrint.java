package dev.agentpool.cli.plan;

import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.terminal.Terminal;
import java.util.ArrayList;
import java.util.List;

/** A route for a person: its kind, and its pieces. */
final class RoutePrint {
  private RoutePrint() {}

  static String kind(Json route) {
    return route.text("route");
  }

  static List<String> pieces(Json route) {
    List<String> pieces = new ArrayList<>();
    if (!route.text("prompt").isEmpty()) {
      pieces.add(route.text("prompt"));
    }
    for (Json prompt : route.get("prompts").items()) {
      pieces.add(String.valueOf(prompt.textOrNull()));
    }
    for (Json step : route.get("steps").items()) {
      pieces.add(step.text("name") + ": " + step.text("prompt"));
    }
    return pieces;
  }

  static void print(Terminal terminal, Json route) {
    terminal.print(kind(route));
    List<String> pieces = pieces(route);
    for (int i = 0; i < pieces.size(); i++) {
      terminal.print((pieces.size() == 1 ? "" : "[" + (i + 1) + "] ") + pieces.get(i).strip());
    }
  }
}
