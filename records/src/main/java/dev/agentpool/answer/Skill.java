package dev.agentpool.answer;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

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
 * @param argumentHint what to show in place of the arguments
 * @param prompt with its placeholders
 * @param config settings that lie under those of a call
 * @param dir that holds its files
 */
public record Skill(
    String name,
    String description,
    Scope scope,
    Source source,
    Optional<String> argumentHint,
    List<SkillArgument> arguments,
    String prompt,
    Map<String, Object> config,
    Optional<String> dir,
    @JsonPropertyDescription("takes the place of a built-in one") boolean customized) {
  /** Where a skill is of use; it is advice. */
  public enum Scope {
    TASK,
    COORDINATOR,
    CHAIN;

    /** As JSON has it. */
    @JsonValue
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Where a skill comes from; under one name the last of these wins. */
  public enum Source {
    BUILTIN,
    /** The user's. */
    GLOBAL,
    PROJECT,
    /** Added while the pool ran, and kept. */
    RUNTIME;

    /** As JSON has it. */
    @JsonValue
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Keeps copies. */
  public Skill {
    arguments = List.copyOf(arguments);
    config = Collections.unmodifiableMap(new LinkedHashMap<>(config));
  }

  /** A skill for tasks, without arguments. */
  public static Skill of(String name, String description, String prompt) {
    return new Skill(
        name,
        description,
        Scope.TASK,
        Source.RUNTIME,
        Optional.empty(),
        List.of(),
        prompt,
        Map.of(),
        Optional.empty(),
        false);
  }

  /**
   * The same skill with one argument more; its place counts for {@code $0}, {@code $1} and so on.
   */
  public Skill withArgument(String argument, String meaning, boolean required) {
    List<SkillArgument> more = new ArrayList<>(arguments);
    more.add(new SkillArgument(argument, meaning, required));
    return changed(scope, more);
  }

  /** The same skill for another use. */
  public Skill withScope(Scope changed) {
    return changed(changed, arguments);
  }

  private Skill changed(Scope use, List<SkillArgument> with) {
    return new Skill(
        name, description, use, source, argumentHint, with, prompt, config, dir, customized);
  }
}
