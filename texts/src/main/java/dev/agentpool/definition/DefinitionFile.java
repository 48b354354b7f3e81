package dev.agentpool.definition;

import dev.agentpool.document.Diagnostic;
import dev.agentpool.document.Document;
import dev.agentpool.document.Fields;
import dev.agentpool.document.UnreadableDocument;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads one definition. Keys may be spelled as here or as in Claude Code. */
final class DefinitionFile {
  private static final Set<String> KNOWN =
      Set.of(
          "name",
          "description",
          "model",
          "effort",
          "permission_mode",
          "permissionMode",
          "permission-mode",
          "tools",
          "disallowed_tools",
          "disallowedTools",
          "disallowed-tools",
          "skills",
          "expertise");

  private DefinitionFile() {}

  static AgentDefinition read(String name, Path file, String text, List<Diagnostic> diagnostics)
      throws UnreadableDocument {
    Document document = Document.parse(text);
    Fields front = document.front();
    AgentDefinition definition =
        new AgentDefinition(
            name,
            front.text("description").orElse(""),
            document.body(),
            chosen(front, "model"),
            chosen(front, "effort"),
            chosen(front, spelled(front, "permission_mode", "permissionMode", "permission-mode")),
            tools(front),
            front.words(spelled(front, "disallowed_tools", "disallowedTools", "disallowed-tools")),
            front.words("skills"),
            front.words("expertise"),
            file);
    document.notes().forEach(note -> diagnostics.add(note.at(file)));
    warn(definition, front, diagnostics);
    return definition;
  }

  private static @Nullable String chosen(Fields front, String key) throws UnreadableDocument {
    return front.text(key).filter(value -> !value.equals("inherit")).orElse(null);
  }

  private static String spelled(Fields front, String... spellings) {
    for (String spelling : spellings) {
      if (front.has(spelling)) {
        return spelling;
      }
    }
    return spellings[0];
  }

  /** An empty list would mean all tools, the contrary of what it looks like. */
  private static List<String> tools(Fields front) throws UnreadableDocument {
    List<String> tools = front.words("tools");
    if (front.has("tools") && tools.isEmpty()) {
      throw new UnreadableDocument(
          0, "'tools' is empty; leave it out for all tools, or name those that are offered");
    }
    return tools.contains("*") ? List.of() : tools;
  }

  private static void warn(AgentDefinition definition, Fields front, List<Diagnostic> diagnostics)
      throws UnreadableDocument {
    Path file = definition.file();
    String given = front.text("name").orElse(definition.name());
    if (!given.equals(definition.name())) {
      diagnostics.add(
          Diagnostic.warning(
              file,
              "says that its name is '"
                  + given
                  + "', but the file's name counts: the agent is '"
                  + definition.name()
                  + "'"));
    }
    for (String key : front.others(KNOWN)) {
      diagnostics.add(Diagnostic.warning(file, "'" + key + "' is not known and has no effect"));
    }
    if (definition.body().isBlank()) {
      diagnostics.add(Diagnostic.warning(file, "has no instructions below the front matter"));
    }
  }
}
