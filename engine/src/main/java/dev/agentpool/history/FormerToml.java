package dev.agentpool.history;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Settings by their names as TOML: those without a table first. */
final class FormerToml {
  private FormerToml() {}

  static String of(Map<String, Object> settings) {
    Map<String, StringBuilder> tables = new TreeMap<>();
    settings.forEach((name, value) -> {
      int dot = name.indexOf('.');
      String table = dot < 0 ? "" : name.substring(0, dot);
      tables
          .computeIfAbsent(table, _ -> new StringBuilder())
          .append(name.substring(dot + 1))
          .append(" = ")
          .append(value(value))
          .append('\n');
    });
    return tables.entrySet().stream()
        .map(table ->
            (table.getKey().isEmpty() ? "" : "[" + table.getKey() + "]\n") + table.getValue())
        .collect(Collectors.joining("\n"));
  }

  private static String value(Object value) {
    return switch (value) {
      case List<?> list ->
          list.stream().map(FormerToml::value).collect(Collectors.joining(", ", "[", "]"));
      case String text -> quoted(text);
      default -> value.toString();
    };
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (char c : text.toCharArray()) {
      if (c < 0x20 || c == 0x7f) {
        quoted.append(String.format("\\u%04x", (int) c));
      } else {
        quoted.append(c == '"' || c == '\\' ? "\\" : "").append(c);
      }
    }
    return quoted.append('"').toString();
  }
}
