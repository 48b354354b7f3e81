package dev.agentpool.document;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** A YAML file that is one table of plain values, as large as a {@link TextFile} may be. */
public final class YamlFile {
  private YamlFile() {}

  /** Throws with the line when it is no such file; an empty one is an empty table. */
  public static Map<String, Object> table(Path file) throws UnreadableDocument {
    return table(TextFile.read(file));
  }

  static Map<String, Object> table(String text) throws UnreadableDocument {
    Object loaded;
    try {
      loaded = new Load(settings()).loadFromString(text);
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().or(e::getContextMark).map(Mark::getLine).orElse(0);
      throw new UnreadableDocument(
          line + 1,
          "is not YAML: " + Optional.ofNullable(e.getProblem()).orElse("it cannot be parsed"));
    } catch (IllegalArgumentException e) { // what the library makes of an escape without digits
      throw new UnreadableDocument(0, "is not YAML: an escape in quotes is none that YAML knows");
    } catch (YamlEngineException | StackOverflowError e) {
      throw new UnreadableDocument(
          0,
          "is not usable YAML: "
              + (e instanceof StackOverflowError ? "it is nested too deeply" : e.getMessage()));
    }
    if (loaded == null) {
      return Map.of();
    }
    if (!(loaded instanceof Map<?, ?> map)) {
      throw new UnreadableDocument(
          1, "is " + Document.kind(loaded) + ", not a table with lines such as 'version: 1'");
    }
    return Plain.table(map);
  }

  private static LoadSettings settings() {
    return LoadSettings.builder()
        .setSchema(new CoreSchema())
        .setMaxAliasesForCollections(20)
        .setAllowRecursiveKeys(false)
        .setCodePointLimit(TextFile.MAX_BYTES)
        .build();
  }
}
