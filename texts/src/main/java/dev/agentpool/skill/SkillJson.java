package dev.agentpool.skill;

import dev.agentpool.document.Fields;
import dev.agentpool.document.Plain;
import dev.agentpool.document.UnreadableDocument;
import dev.agentpool.skill.Skill.Argument;
import dev.agentpool.skill.Skill.Source;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The JSON form of a skill: legacy files, and skills registered at run time. */
final class SkillJson {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private SkillJson() {}

  static Fields fields(String json) throws UnreadableDocument {
    try {
      if (JSON.readValue(json, Object.class) instanceof Map<?, ?> map) {
        return new Fields(Plain.table(map));
      }
      throw new UnreadableDocument(0, "is not a JSON object; write {\"name\": …, \"prompt\": …}");
    } catch (JacksonException e) {
      int line = e.getLocation() == null ? 0 : Math.max(0, e.getLocation().getLineNr());
      throw new UnreadableDocument(line, "is not JSON: " + e.getOriginalMessage());
    }
  }

  static Skill read(Fields fields, String fallbackName, @Nullable Path dir, Source source)
      throws UnreadableDocument {
    String name = fields.text("name").orElse(fallbackName);
    return new Skill(
        name,
        fields.text("description").orElse(""),
        fields.text("prompt").orElseThrow(() -> new UnreadableDocument(0, "has no 'prompt'")),
        SkillFields.arguments(fields, "arguments"),
        SkillFields.config(fields),
        SkillFields.scope(fields, name),
        fields.text("argument_hint").orElse(null),
        dir,
        source,
        fields.table("other").values());
  }

  static String write(Skill skill) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("name", skill.name());
    fields.put("description", skill.description());
    fields.put("prompt", skill.prompt());
    List<Map<String, Object>> arguments = new ArrayList<>();
    for (Argument argument : skill.arguments()) {
      arguments.add(
          Map.of(
              "name", argument.name(),
              "description", argument.description(),
              "required", argument.required()));
    }
    fields.put("arguments", arguments);
    fields.put("config", skill.config());
    fields.put("scope", skill.scope().wireName());
    if (skill.argumentHint() != null) {
      fields.put("argument_hint", skill.argumentHint());
    }
    if (!skill.other().isEmpty()) {
      fields.put("other", skill.other());
    }
    return JSON.writeValueAsString(fields);
  }

  static String quote(String text) {
    return JSON.writeValueAsString(text);
  }
}
