package dev.agentpool.cli.command;

import dev.agentpool.cli.client.CliException;
import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads the values of settings from arguments. */
public final class SettingFlag {
  private SettingFlag() {}

  /** Puts {@code KEY=VALUE}; what is not JSON is text. */
  public static void put(JsonObject settings, String pair) {
    int equals = pair.indexOf('=');
    if (equals < 1) {
      throw CliException.usage("--set takes KEY=VALUE, not \"" + pair + "\"");
    }
    String value = pair.substring(equals + 1);
    Object read;
    try {
      read = Json.parse(value);
    } catch (IllegalArgumentException text) {
      read = value;
    }
    settings.put(pair.substring(0, equals), read);
  }

  /**
   * Takes lists apart at their commas, but not within parentheses: {@code Read,Bash(git log:*, git
   * show:*)}.
   */
  public static List<String> list(List<String> given) {
    List<String> items = new ArrayList<>();
    for (String text : given) {
      int depth = 0;
      int from = 0;
      for (int i = 0; i <= text.length(); i++) {
        char c = i == text.length() ? ',' : text.charAt(i);
        depth += c == '(' ? 1 : c == ')' ? -1 : 0;
        if (c == ',' && (depth <= 0 || i == text.length())) {
          String item = text.substring(from, i).strip();
          from = i + 1;
          if (!item.isEmpty()) {
            items.add(item);
          }
        }
      }
    }
    return items;
  }

  /** A schema, given as JSON or as the name of a file with it. */
  static Json schema(Surroundings here, String given) {
    String text = given.stripLeading().startsWith("{") ? given : Inputs.file(here, given);
    try {
      Json schema = Json.parse(text);
      if (schema.value() instanceof Map<?, ?>) {
        return schema;
      }
    } catch (IllegalArgumentException e) {
      throw CliException.usage("--json-schema: " + e.getMessage());
    }
    throw CliException.usage("--json-schema must be a JSON object");
  }
}
