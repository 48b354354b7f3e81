package dev.agentpool.examples;

import dev.agentpool.answer.Skill;
import dev.agentpool.answer.SkillSummary;
import dev.agentpool.api.Pool;
import dev.agentpool.api.Skills;
import java.nio.file.Path;
import java.util.Map;

/** Prompts with names and arguments. */
public final class SkillsExample {
  private SkillsExample() {}

  public static void main(String[] arguments) {
    try (Pool pool = Pool.builder().project(Path.of(arguments[0])).build()) {
      Skill haiku =
          Skill.of("haiku", "Writes a haiku", "Write a haiku about {topic}.")
              .withArgument("topic", "what it is about", true);
      pool.skills().add(haiku);
      System.out.println(pool.skills().run("haiku", Map.of("topic", "rain")).await().success());
      all(pool);
    }
  }

  private static void all(Pool pool) {
    Skills skills = pool.skills();
    skills.add(Skill.of("greet", "Greets", "Greet {name}.").withArgument("name", "whom", true));
    System.out.println(skills.get("greet").description() + ", one of " + skills.list().size());
    System.out.println(skills.run("greet", Map.of("name", "Ada")).await().result().output());
    System.out.println(skills.remove("greet"));
    for (SkillSummary skill : pool.skills().list()) {
      System.out.println(skill.name() + ": " + skill.description());
    }
  }
}
