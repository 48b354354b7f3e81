package dev.agentpool.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * A named, parameterised prompt (spec slot-pool 8.8). Make one and add it, or get those there are.
 *
 * {@snippet :
 * Skill haiku =
 *     Skill.of("haiku", "Writes a haiku", "Write a haiku about {topic}.")
 *         .withArgument("topic", "what it is about", true);
 * pool.skills().add(haiku);
 * System.out.println(pool.skills().run("haiku", Map.of("topic", "rain")).await().success());
 * }
 *
 * @param prompt with its placeholders; empty where a list tells only of the skill
 * @param scope {@code task}, {@code coordinator} or {@code chain}
 * @param source {@code builtin}, {@code global}, {@code project} or {@code runtime}
 */
public record Skill(
    String name,
    String description,
    String prompt,
    List<Argument> arguments,
    String scope,
    String source) {
  /** Something to fill in. */
  public record Argument(String name, String description, boolean required) {
    static Argument of(JsonNode node) {
      return new Argument(
          Answer.text(node, "name"),
          Answer.text(node, "description"),
          Answer.flag(node, "required"));
    }

    private Map<String, Object> plain() {
      return Map.of("name", name, "description", description, "required", required);
    }
  }

  /** Keeps a copy of the list. */
  public Skill {
    arguments = List.copyOf(arguments);
  }

  /** A skill for tasks, without arguments. */
  public static Skill of(String name, String description, String prompt) {
    return new Skill(name, description, prompt, List.of(), "task", "runtime");
  }

  /**
   * The same skill with one argument more; its place counts for {@code $0}, {@code $1} and so on.
   */
  public Skill withArgument(String argument, String meaning, boolean required) {
    List<Argument> more = new ArrayList<>(arguments);
    more.add(new Argument(argument, meaning, required));
    return new Skill(name, description, prompt, more, scope, source);
  }

  /** The same skill for another use. */
  public Skill withScope(String changed) {
    return new Skill(name, description, prompt, arguments, changed, source);
  }

  static Skill of(JsonNode node) {
    return new Skill(
        Answer.text(node, "name"),
        Answer.text(node, "description"),
        Answer.text(node, "prompt"),
        Answer.list(node.path("arguments"), Argument::of),
        Answer.text(node, "scope"),
        Answer.text(node, "source"));
  }

  Map<String, Object> plain() {
    Map<String, Object> plain = new LinkedHashMap<>();
    plain.put("name", name);
    plain.put("description", description);
    plain.put("prompt", prompt);
    plain.put("arguments", arguments.stream().map(Argument::plain).toList());
    plain.put("scope", scope);
    return plain;
  }
}
