package dev.agentpool.cli.command;

import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.terminal.Terminal;
import java.util.List;
import java.util.Map;

/** Prints all that an object holds, a line a member; what is null or empty is left out. */
public final class Members {
  private Members() {}

  public static void print(Terminal terminal, Json object) {
    print(terminal, "", object);
  }

  private static void print(Terminal terminal, String indent, Json object) {
    if (!(object.value() instanceof Map<?, ?> members)) {
      return;
    }
    for (Object name : members.keySet()) {
      Json value = object.get(name.toString());
      if (value.value() instanceof Map<?, ?> map && !map.isEmpty()) {
        terminal.print(indent + name);
        print(terminal, indent + "  ", value);
      } else if (!value.isNull() && !isEmpty(value)) {
        String text = value.textOrNull();
        terminal.print(indent + name + ": " + (text == null ? value.toString() : text.strip()));
      }
    }
  }

  private static boolean isEmpty(Json value) {
    return switch (value.value()) {
      case List<?> list -> list.isEmpty();
      case Map<?, ?> map -> map.isEmpty();
      case null, default -> false;
    };
  }
}
