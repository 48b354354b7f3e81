package dev.agentpool.cli.command;

import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.terminal.Colour;
import dev.agentpool.cli.terminal.Terminal;
import java.util.List;
import java.util.Map;

/**
 * Prints all that an object holds, a line a member; what is null or empty is left out. Texts of
 * several lines stand below their names, further in than these: no line of them looks like a
 * member.
 */
public final class Members {
  private static final String IN = "  ";
  private final Terminal terminal;

  private Members(Terminal terminal) {
    this.terminal = terminal;
  }

  public static void print(Terminal terminal, Json object) {
    print(terminal, "", object);
  }

  /** The same, indented. */
  public static void print(Terminal terminal, String indent, Json object) {
    new Members(terminal).print(indent, object);
  }

  private void print(String indent, Json object) {
    if (!(object.value() instanceof Map<?, ?> members)) {
      return;
    }
    for (Object name : members.keySet()) {
      Json value = object.get(name.toString());
      String text = value.textOrNull();
      if (value.value() instanceof Map<?, ?> map && !map.isEmpty()) {
        line(indent + name);
        print(indent + IN, value);
      } else if (value.value() instanceof List<?> && hasLongTexts(value)) {
        line(indent + name);
        value.texts().forEach(each -> below(indent + IN, each));
      } else if (text != null && isLong(text)) {
        line(indent + name + ":");
        below(indent + IN, text);
      } else if (!value.isNull() && !isEmpty(value)) {
        line(indent + name + ": " + (text == null ? value.toString() : text.strip()));
      }
    }
  }

  private void below(String indent, String text) {
    text.strip().lines().forEach(line -> line(indent + line));
  }

  private void line(String line) {
    terminal.printWrapped(Colour.PLAIN, IN.length(), line);
  }

  private static boolean hasLongTexts(Json list) {
    return list.items().stream()
        .map(Json::textOrNull)
        .anyMatch(text -> text != null && isLong(text));
  }

  private static boolean isLong(String text) {
    return text.strip().indexOf('\n') >= 0;
  }

  private static boolean isEmpty(Json value) {
    return switch (value.value()) {
      case List<?> list -> list.isEmpty();
      case Map<?, ?> map -> map.isEmpty();
      case null, default -> false;
    };
  }
}
