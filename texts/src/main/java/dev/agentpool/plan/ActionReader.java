package dev.agentpool.plan;

import org.jspecify.annotations.Nullable;

/** Reads what a step asks for, from the step itself or from its action. */
final class ActionReader {
  private final Fields fields;

  ActionReader(Fields fields) {
    this.fields = fields;
  }

  Action read() {
    if (isSkill()) {
      return new Action.SkillAction(
          content("skill", "prompt").strip(), fields.textTable("arguments"));
    }
    if (fields.has("arguments")) {
      throw fields.problem("'arguments' are for a skill; put them into the prompt's text");
    }
    return new Action.Prompt(content("prompt", "skill"));
  }

  private boolean isSkill() {
    String type = fields.text("type");
    if (type == null) {
      return fields.has("skill");
    }
    return switch (type) {
      case "prompt" -> false;
      case "skill" -> true;
      default -> throw fields.problem("'type' must be prompt or skill, not '" + type + "'");
    };
  }

  /** The text under the type's own key or under value. */
  private String content(String key, String otherKey) {
    if (fields.has(otherKey)) {
      throw fields.problem("is a " + key + ", so it cannot have '" + otherKey + "'");
    }
    if (fields.has(key) && fields.has("value")) {
      throw fields.problem("has both '" + key + "' and 'value'; give one of them");
    }
    @Nullable String text = fields.text(fields.has("value") ? "value" : key);
    if (text == null || text.isBlank()) {
      throw fields.problem("has no " + key + "; give a text under '" + key + "'");
    }
    return text;
  }
}
