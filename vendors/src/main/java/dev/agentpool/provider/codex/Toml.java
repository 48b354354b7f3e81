package dev.agentpool.provider.codex;

import dev.agentpool.protocol.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlTable;

/** The configuration files of Codex: read as plain maps, and written. Pure but for the reading. */
final class Toml {
  private Toml() {}

  /**
   * @throws IOException when it cannot be read, or is no TOML
   */
  static Map<String, Object> read(Path file) throws IOException {
    TomlParseResult parsed = org.tomlj.Toml.parse(file);
    if (parsed.hasErrors()) {
      throw new IOException(file + " is no TOML: " + parsed.errors().getFirst());
    }
    return plain(parsed);
  }

  private static Map<String, Object> plain(TomlTable table) {
    Map<String, Object> plain = new LinkedHashMap<>();
    table.toMap().forEach((key, value) -> plain.put(key, plain(value)));
    return plain;
  }

  private static Object plain(Object value) {
    return switch (value) {
      case TomlTable table -> plain(table);
      case TomlArray array -> array.toList().stream().map(Toml::plain).toList();
      default -> value;
    };
  }

  /** A key a line, in their order by name. */
  static String text(Map<String, Object> config) {
    StringBuilder text = new StringBuilder();
    new TreeMap<>(config)
        .forEach((key, value) ->
            text.append(quoted(key)).append(" = ").append(value(value)).append('\n'));
    return text.toString();
  }

  private static String value(Object value) {
    return switch (value) {
      case Map<?, ?> table -> {
        List<String> members = new ArrayList<>();
        table.forEach((key, member) -> members.add(quoted(key.toString()) + " = " + value(member)));
        yield "{" + String.join(", ", members) + "}";
      }
      case List<?> list -> "[" + String.join(", ", list.stream().map(Toml::value).toList()) + "]";
      case String string -> quoted(string);
      case CharSequence text -> quoted(text.toString());
      default -> value.toString(); // numbers, truth, dates
    };
  }

  /** What JSON escapes, TOML reads; it wants one character more escaped. */
  private static String quoted(String text) {
    return Json.text(text).replace("\u007f", "\\u007F");
  }

  /** Laid over each other; tables are united, of anything else the later one counts. */
  static Map<String, Object> over(Map<String, Object> below, Map<String, Object> above) {
    Map<String, Object> united = new LinkedHashMap<>(below);
    above.forEach((key, value) -> united.merge(key, value, Toml::united));
    return united;
  }

  @SuppressWarnings("unchecked") // tables have texts as keys
  private static Object united(Object below, Object above) {
    return below instanceof Map<?, ?> lower && above instanceof Map<?, ?> upper
        ? over((Map<String, Object>) lower, (Map<String, Object>) upper)
        : above;
  }

  /** The table at a key; empty when there is none. */
  @SuppressWarnings("unchecked") // tables have texts as keys
  static Map<String, Object> table(Map<String, Object> config, String key) {
    return config.get(key) instanceof Map<?, ?> table ? (Map<String, Object>) table : Map.of();
  }
}
