package dev.agentpool.skill;

import dev.agentpool.document.Fields;
import dev.agentpool.document.Plain;
import dev.agentpool.document.UnreadableDocument;
import dev.agentpool.skill.Skill.Argument;
import dev.agentpool.skill.Skill.Scope;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the front matter of a SKILL.md and the JSON form of a skill have in common. */
final class SkillFields {
  private SkillFields() {}

  static List<Argument> arguments(Fields in, String key) throws UnreadableDocument {
    if (in.value(key).filter(String.class::isInstance).isPresent()) {
      return in.words(key).stream().map(name -> new Argument(name, "", false)).toList();
    }
    List<Argument> arguments = new ArrayList<>();
    for (Object item : in.list(key)) {
      switch (item) {
        case String name -> arguments.add(new Argument(name, "", false));
        case Map<?, ?> map -> arguments.add(argument(new Fields(Plain.table(map))));
        default ->
            throw new UnreadableDocument(
                0, "each of '" + key + "' has to be a table with name, description and required");
      }
    }
    return arguments;
  }

  private static Argument argument(Fields in) throws UnreadableDocument {
    String name =
        in.text("name").orElseThrow(() -> new UnreadableDocument(0, "an argument has no 'name'"));
    return new Argument(name, in.text("description").orElse(""), in.flag("required", false));
  }

  static Scope scope(Fields in, String name) throws UnreadableDocument {
    return in.text("scope").map(Scope::of).orElse(Scope.inferred(name));
  }

  /** Settings are spelled with underscores; files may have hyphens. */
  static Map<String, Object> config(Fields in) throws UnreadableDocument {
    Map<String, Object> config = new LinkedHashMap<>();
    in.table("config").values().forEach((key, value) -> config.put(key.replace('-', '_'), value));
    return config;
  }
}
