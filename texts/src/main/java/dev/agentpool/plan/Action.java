package dev.agentpool.plan;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a step asks for (spec slot-pool 8.1). */
public sealed interface Action {
  /** A prompt template. */
  record Prompt(String prompt) implements Action {}

  /**
   * A skill.
   *
   * @param arguments templates by the skill's argument name, in their order
   */
  record SkillAction(String skill, Map<String, String> arguments) implements Action {
    public SkillAction {
      arguments = Collections.unmodifiableMap(new LinkedHashMap<>(arguments));
    }
  }
}
