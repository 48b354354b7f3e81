package dev.agentpool.wire;

import dev.agentpool.skill.Skill;
import dev.agentpool.skill.Skills;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Skills (spec slot-pool 8.8, 9.1, 10). */
public final class SkillShapes {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private SkillShapes() {}

  /** What a list tells of one. */
  public static ObjectNode summary(Skill skill) {
    ObjectNode node =
        Shapes.object()
            .put("name", skill.name())
            .put("description", skill.description())
            .put("scope", skill.scope().wireName())
            .put("source", skill.source().wireName())
            .put("argument_hint", skill.argumentHint());
    ArrayNode arguments = node.putArray("arguments");
    for (Skill.Argument argument : skill.arguments()) {
      arguments.add(
          Shapes.object()
              .put("name", argument.name())
              .put("description", argument.description())
              .put("required", argument.required()));
    }
    return node;
  }

  /** All of it. */
  public static ObjectNode skill(Skill skill, Skills registry) {
    ObjectNode node = summary(skill).put("prompt", skill.prompt());
    node.set("config", MAPPER.valueToTree(ShownSettings.table(skill.config())));
    node.put("dir", skill.dir() == null ? null : skill.dir().toString());
    return node.put("customized", registry.customized(skill.name()));
  }
}
