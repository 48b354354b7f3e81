package dev.agentpool.plan;

import dev.agentpool.settings.Settings;
import java.util.Map;

/** Turns a step's skill into a template; who compiles a plan brings the pool's skills. */
@FunctionalInterface
public interface SkillTexts {
  /**
   * @param arguments templates; placeholders in them stay as they are
   * @throws InvalidPlan when there is no such skill, or an argument is missing
   */
  Rendered render(String skill, Map<String, String> arguments);

  /** A skill's prompt with its arguments in it, and the settings it asks for. */
  record Rendered(String prompt, Settings config) {}
}
