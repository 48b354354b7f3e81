package dev.agentpool.api;

import dev.agentpool.answer.Skill;
import dev.agentpool.answer.SkillSummary;
import java.util.List;
import java.util.Map;

/**
 * The skills of a pool (spec slot-pool 8.8): built in, the user's, the project's, and those added
 * here, which are kept over restarts.
 *
 * {@snippet :
 * Skills skills = pool.skills();
 * skills.add(Skill.of("greet", "Greets", "Greet {name}.").withArgument("name", "whom", true));
 * System.out.println(skills.get("greet").description() + ", one of " + skills.list().size());
 * System.out.println(skills.run("greet", Map.of("name", "Ada")).await().result().output());
 * System.out.println(skills.remove("greet"));
 * }
 */
public interface Skills {
  /** All of them, by name. */
  List<SkillSummary> list();

  /**
   * One of them, with its prompt.
   *
   * @throws PoolException.NotFound when there is none of that name
   */
  Skill get(String name);

  /** Adds one, or replaces one that was added before. */
  Skill add(Skill skill);

  /** Whether there was one that had been added. */
  boolean remove(String name);

  /** Submits what a skill makes of these arguments as a task. */
  default TaskHandle run(String name, Map<String, String> arguments) {
    return run(name, arguments, TaskOptions.DEFAULTS);
  }

  /** The same, with options over the skill's own settings. */
  TaskHandle run(String name, Map<String, String> arguments, TaskOptions options);
}
