package dev.agentpool.cli.plan;

import dev.agentpool.cli.client.CliException;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.json.JsonObject;
import java.util.List;
import java.util.Locale;

/**
 * A file with steps. JSON is sent as the steps it holds; the text of another format is sent as it
 * is, and read by the daemon.
 */
final class StepFile {
  private StepFile() {}

  static void put(JsonObject request, String name, String text) {
    if (text.isBlank()) {
      throw CliException.usage("there are no steps in " + name + ": it is empty");
    }
    String format = format(name, text);
    if (format.equals("json")) {
      request.put("steps", steps(name, text));
    } else {
      request.put("text", text).put("format", format);
    }
  }

  private static Json steps(String name, String text) {
    try {
      Json read = Json.parse(text);
      Json steps = read.value() instanceof List<?> ? read : read.get("steps");
      if (steps.value() instanceof List<?>) {
        return steps;
      }
    } catch (IllegalArgumentException e) {
      throw CliException.usage(name + ": " + e.getMessage());
    }
    throw CliException.usage(name + " must be a list of steps, or an object with the member steps");
  }

  /** By its ending; standard input and other names by how the text begins. */
  static String format(String name, String text) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.endsWith(".json")) {
      return "json";
    }
    if (lower.endsWith(".toml")) {
      return "toml";
    }
    if (lower.endsWith(".yaml") || lower.endsWith(".yml")) {
      return "yaml";
    }
    String start = text.stripLeading();
    if (start.startsWith("[[")) {
      return "toml";
    }
    return start.startsWith("[") || start.startsWith("{") ? "json" : "yaml";
  }
}
