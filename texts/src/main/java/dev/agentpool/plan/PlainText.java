package dev.agentpool.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlTable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Turns YAML, JSON or TOML text into plain maps, lists and scalars; nothing else comes to life. */
final class PlainText {
  private static final int MAX_CHARACTERS = 512 * 1024;

  /** Enough for shared recovery settings, far too few for an alias bomb. */
  private static final int MAX_ALIASES = 20;

  private PlainText() {}

  /** Throws {@link InvalidPlan} with the line where the text cannot be read. */
  static @Nullable Object read(String text, WorkflowFormat format) {
    if (text.length() > MAX_CHARACTERS) {
      throw new InvalidPlan("larger than " + MAX_CHARACTERS / 1024 + " KiB; split it up");
    }
    try {
      return switch (format) {
        case YAML -> yaml(text);
        case JSON -> json(text);
        case TOML -> toml(text);
      };
    } catch (StackOverflowError tooDeep) {
      throw new InvalidPlan("nested too deeply", tooDeep);
    }
  }

  private static @Nullable Object yaml(String text) {
    LoadSettings settings =
        LoadSettings.builder()
            .setAllowDuplicateKeys(false)
            .setAllowRecursiveKeys(false)
            .setMaxAliasesForCollections(MAX_ALIASES)
            .setCodePointLimit(MAX_CHARACTERS)
            .build();
    try {
      return new Load(settings).loadFromString(text);
    } catch (MarkedYamlEngineException e) {
      String line =
          e.getProblemMark()
              .map(mark ->
                  "line " + (mark.getLine() + 1) + ", column " + (mark.getColumn() + 1) + ": ")
              .orElse("");
      String context = e.getContext() == null ? "" : e.getContext() + ", ";
      throw new InvalidPlan(line + context + e.getProblem(), e);
    } catch (YamlEngineException e) {
      throw new InvalidPlan("cannot be read as YAML: " + e.getMessage(), e);
    }
  }

  private static Object json(String text) {
    JsonMapper mapper =
        JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    try {
      return mapper.readValue(text, Object.class);
    } catch (JacksonException e) {
      String line =
          e.getLocation() == null
              ? ""
              : "line "
                  + e.getLocation().getLineNr()
                  + ", column "
                  + e.getLocation().getColumnNr()
                  + ": ";
      throw new InvalidPlan(line + e.getOriginalMessage(), e);
    }
  }

  private static Object toml(String text) {
    TomlParseResult parsed = parsedToml(text);
    if (parsed.hasErrors()) {
      TomlParseError first = parsed.errors().getFirst();
      throw new InvalidPlan(
          "line "
              + first.position().line()
              + ", column "
              + first.position().column()
              + ": "
              + first.getMessage());
    }
    return plain(parsed);
  }

  private static TomlParseResult parsedToml(String text) {
    try {
      return Toml.parse(text);
    } catch (AssertionError | RuntimeException stumbled) {
      // some broken headers trip the parser itself, with assertions on more of them
      throw new InvalidPlan("cannot be read as TOML: " + stumbled.getMessage(), stumbled);
    }
  }

  private static Object plain(@Nullable Object value) {
    return switch (value) {
      case TomlTable table -> {
        Map<String, Object> map = new LinkedHashMap<>();
        table.keySet().forEach(key -> map.put(key, plain(table.get(List.of(key)))));
        yield map;
      }
      case TomlArray array -> {
        List<Object> list = new ArrayList<>();
        array.toList().forEach(element -> list.add(plain(element)));
        yield list;
      }
      case String text -> text;
      case Long number -> number;
      case Double number -> number;
      case Boolean flag -> flag;
      case null -> "";
      default -> value.toString(); // a date or a time
    };
  }
}
