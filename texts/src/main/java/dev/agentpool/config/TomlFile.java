package dev.agentpool.config;

import dev.agentpool.settings.InvalidSetting;
import dev.agentpool.settings.Settings;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/** One TOML file while it is being read: collects every problem with its place. */
final class TomlFile {
  private static final long MAX_BYTES = 1 << 20;
  private final Path path;
  private final List<ConfigProblem> problems = new ArrayList<>();
  private final TomlParseResult parsed;

  /** Reads the file; a missing one is empty. */
  TomlFile(Path path) {
    this.path = path;
    this.parsed = Toml.parse(text(path));
    parsed
        .errors()
        .forEach(error ->
            problems.add(
                new ConfigProblem(
                    path.toString(),
                    error.position().line(),
                    error.position().column(),
                    String.valueOf(error.getMessage()))));
    throwProblems(); // what follows a syntax error cannot be trusted
  }

  private String text(Path file) {
    try {
      if (!Files.exists(file)) {
        return "";
      }
      if (Files.size(file) > MAX_BYTES) {
        throw new ConfigException(
            List.of(new ConfigProblem(file.toString(), 0, 0, "larger than 1 MiB")));
      }
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
          .toString();
    } catch (CharacterCodingException e) {
      throw new ConfigException(
          List.of(new ConfigProblem(file.toString(), 0, 0, "is not UTF-8 text")));
    } catch (IOException e) {
      throw new ConfigException(
          List.of(new ConfigProblem(file.toString(), 0, 0, "cannot be read: " + e)));
    }
  }

  TomlTable root() {
    return parsed;
  }

  void problem(@Nullable TomlPosition at, String message) {
    problems.add(
        new ConfigProblem(
            path.toString(), at == null ? 0 : at.line(), at == null ? 0 : at.column(), message));
  }

  void allowOnly(TomlTable table, String where, List<String> known) {
    for (String key : table.keySet()) {
      if (!known.contains(key)) {
        problem(
            table.inputPositionOf(List.of(key)),
            "unknown key '" + key + "'" + where + "; known: " + String.join(", ", known));
      }
    }
  }

  /** The value of a key when it has the type, null when absent; a wrong type is a problem. */
  <T> @Nullable T value(TomlTable table, String key, Class<T> type, String expected) {
    Object value = table.get(List.of(key));
    if (value == null) {
      return null;
    }
    if (!type.isInstance(value)) {
      problem(
          table.inputPositionOf(List.of(key)),
          key + " must be " + expected + ", not " + shown(value));
      return null;
    }
    return type.cast(value);
  }

  /** The texts in a list, none when it is absent; what is no text in it is a problem. */
  List<String> texts(TomlTable table, String key, String expected) {
    TomlArray array = value(table, key, TomlArray.class, expected);
    List<String> texts = new ArrayList<>();
    for (Object element : array == null ? List.of() : array.toList()) {
      if (element instanceof String text) {
        texts.add(text);
      } else {
        problem(
            table.inputPositionOf(List.of(key)),
            key + " must be " + expected + ", and holds " + shown(element));
      }
    }
    return texts;
  }

  /**
   * Reads a table of settings one key at a time, so that each problem has its own line.
   *
   * @param check throws {@link InvalidSetting} for what may not stand there
   */
  Settings settings(TomlTable table, Consumer<Map<String, Object>> check) {
    Map<String, Object> good = new LinkedHashMap<>();
    for (String key : table.keySet()) {
      Object value = plain(table.get(List.of(key)));
      try {
        check.accept(Map.of(key, value));
        good.put(key, value);
      } catch (InvalidSetting invalid) {
        problem(position(table, key, invalid), String.valueOf(invalid.getMessage()));
      }
    }
    try {
      return Settings.read(good);
    } catch (InvalidSetting together) {
      problem(position(table, together.key(), together), String.valueOf(together.getMessage()));
      return Settings.EMPTY;
    }
  }

  /** Of the key itself, also when it stands in a table as {@code [settings.inherit]} does. */
  private static @Nullable TomlPosition position(
      TomlTable table, String key, InvalidSetting invalid) {
    TomlPosition inner = table.inputPositionOf(List.of(invalid.key().split("\\.")));
    return inner == null ? table.inputPositionOf(List.of(key)) : inner;
  }

  void throwProblems() {
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
  }

  /** As maps, lists, texts, numbers and booleans. */
  static Map<String, Object> plainTable(TomlTable table) {
    Map<String, Object> map = new LinkedHashMap<>();
    table.keySet().forEach(key -> map.put(key, plain(table.get(List.of(key)))));
    return map;
  }

  private static Object plain(@Nullable Object value) {
    if (value instanceof TomlTable table) {
      return plainTable(table);
    }
    if (value instanceof TomlArray array) {
      List<Object> list = new ArrayList<>();
      array.toList().forEach(element -> list.add(plain(element)));
      return list;
    }
    return value == null
        ? ""
        : value instanceof Long || value instanceof Double || value instanceof Boolean
            ? value
            : value.toString();
  }

  private static String shown(Object value) {
    String text = value instanceof String ? "\"" + value + "\"" : String.valueOf(plain(value));
    return text.length() <= 80 ? text : text.substring(0, 77) + "...";
  }
}
