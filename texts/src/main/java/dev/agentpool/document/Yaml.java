package dev.agentpool.document;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** YAML of front matter: plain values only, few aliases, no duplicate keys. */
final class Yaml {
  /** A top-level key with a bare value. */
  private static final Pattern BARE = Pattern.compile("([A-Za-z][\\w-]*):[ \\t]+([^\"'|>#\\s].*)");

  /** As in {@code [file] [line]}: to YAML a list, and then something too much. */
  private static final Pattern BRACKETS = Pattern.compile("\\[[^\\]]*\\]\\s.+");

  private Yaml() {}

  /**
   * The table that the front matter is. Agent CLIs take bare texts that YAML forbids, as in {@code
   * description: Use it when: always}; so they are taken here too, with a note for each.
   */
  static Map<String, Object> table(String yaml, List<Document.Note> notes)
      throws UnreadableDocument {
    try {
      return load(yaml);
    } catch (UnreadableDocument strict) {
      String quoted = quoted(yaml, notes);
      if (notes.isEmpty()) {
        throw strict;
      }
      try {
        return load(quoted);
      } catch (UnreadableDocument stillWrong) {
        notes.clear();
        throw strict;
      }
    }
  }

  private static Map<String, Object> load(String yaml) throws UnreadableDocument {
    try {
      return checked(new Load(settings()).loadFromString(yaml));
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().or(e::getContextMark).map(Mark::getLine).orElse(0);
      throw new UnreadableDocument(
          line + 2,
          "the front matter is not YAML: "
              + Optional.ofNullable(e.getProblem()).orElse("it cannot be parsed")
              + "; put texts with special characters in quotes");
    } catch (IllegalArgumentException e) { // what the library makes of an escape without digits
      throw new UnreadableDocument(
          1, "the front matter is not YAML: an escape in quotes is none that YAML knows");
    } catch (YamlEngineException | StackOverflowError e) {
      throw new UnreadableDocument(
          1,
          "the front matter is not usable YAML: "
              + (e instanceof StackOverflowError ? "it is nested too deeply" : e.getMessage()));
    }
  }

  private static LoadSettings settings() {
    return LoadSettings.builder()
        .setLabel("front matter")
        .setSchema(new CoreSchema())
        .setMaxAliasesForCollections(20)
        .setAllowRecursiveKeys(false)
        .setCodePointLimit(128 * 1024)
        .build();
  }

  private static Map<String, Object> checked(@Nullable Object loaded) throws UnreadableDocument {
    if (loaded == null) {
      return Map.of();
    }
    if (!(loaded instanceof Map<?, ?> map)) {
      throw new UnreadableDocument(
          2,
          "the front matter is " + Document.kind(loaded) + "; write lines such as 'name: value'");
    }
    Map<String, Object> table = new LinkedHashMap<>();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      Object plain = Plain.of(entry.getValue());
      if (plain != null) {
        table.put(String.valueOf(entry.getKey()), plain);
      }
    }
    return table;
  }

  private static String quoted(String yaml, List<Document.Note> notes) {
    String[] lines = yaml.split("\n", -1);
    for (int i = 0; i < lines.length; i++) {
      Matcher bare = BARE.matcher(lines[i].stripTrailing());
      boolean continues = i + 1 < lines.length && lines[i + 1].matches("[ \\t]+\\S.*");
      if (bare.matches() && !continues && isForbidden(bare.group(2))) {
        String key = bare.group(1);
        lines[i] = key + ": '" + bare.group(2).replace("'", "''") + "'";
        notes.add(
            new Document.Note(i + 2, "the value of '" + key + "' is taken as text; quote it"));
      }
    }
    return String.join("\n", lines);
  }

  private static boolean isForbidden(String value) {
    return BRACKETS.matcher(value).matches()
        || (value.indexOf('[') != 0
            && value.indexOf('{') != 0
            && (value.contains(": ")
                || value.endsWith(":")
                || "`@%".indexOf(value.charAt(0)) >= 0));
  }
}
