package dev.agentpool.skill;

import dev.agentpool.document.Plain;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A named, parameterised prompt template (spec slot-pool 8.8). Making one that breaks a rule throws
 * {@link SkillException}.
 *
 * @param description never blank: without one it is the beginning of the prompt
 * @param prompt the template, without white space at its ends, lines ended by {@code \n}
 * @param arguments in the order of their positions
 * @param config plain settings under their names, as {@code allowed_tools}; laid under those of the
 *     call
 * @param scope advice on where the skill is of use
 * @param argumentHint what to show in place of arguments, or null
 * @param dir the directory that holds the skill's files, or null
 * @param other front matter that agentpool does not use, kept for saving
 */
public record Skill(
    String name,
    String description,
    String prompt,
    List<Argument> arguments,
    Map<String, Object> config,
    Scope scope,
    @Nullable String argumentHint,
    @Nullable Path dir,
    Source source,
    Map<String, Object> other) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
  private static final int MAX_DERIVED = 300;

  /** Something to fill in: {@code {name}} in the template, or its position. */
  public record Argument(String name, String description, boolean required) {
    public Argument {
      if (name.isBlank() || name.matches("(?s).*[{}\\s].*")) {
        throw SkillException.invalid(
            "bad argument name '" + name + "': it may have no white space and no braces");
      }
      description = description.strip();
    }
  }

  /** Where a skill is of use; advisory. */
  public enum Scope {
    TASK,
    COORDINATOR,
    CHAIN;

    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }

    public static Scope of(String wireName) {
      for (Scope scope : values()) {
        if (scope.wireName().equals(wireName)) {
          return scope;
        }
      }
      throw SkillException.invalid(
          "unknown scope '" + wireName + "': it is one of task, coordinator, chain");
    }

    /** The scope of a skill that does not say. */
    static Scope inferred(String name) {
      return name.startsWith("cps-coordinator")
          ? COORDINATOR
          : name.startsWith("cps-chain") ? CHAIN : TASK;
    }
  }

  /** Where a skill comes from; under one name the last of these wins. */
  public enum Source {
    BUILTIN,
    GLOBAL,
    PROJECT,
    RUNTIME;

    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }

    public static Source of(String wireName) {
      for (Source source : values()) {
        if (source.wireName().equals(wireName)) {
          return source;
        }
      }
      throw SkillException.invalid(
          "unknown source '" + wireName + "': it is one of builtin, global, project, runtime");
    }
  }

  public Skill {
    checkName(name);
    prompt = prompt.replace("\r\n", "\n").strip();
    if (prompt.isEmpty()) {
      throw SkillException.invalid("skill '" + name + "' has no prompt; write what is to be done");
    }
    description = description.replace("\r\n", "\n").strip();
    description = description.isEmpty() ? beginning(prompt) : description;
    arguments = List.copyOf(arguments);
    Set<String> names = new HashSet<>();
    for (Argument argument : arguments) {
      if (!names.add(argument.name())) {
        throw SkillException.invalid(
            "skill '" + name + "' has two arguments named '" + argument.name() + "'");
      }
    }
    config = Plain.table(config);
    other = Plain.table(other);
    argumentHint = argumentHint == null || argumentHint.isBlank() ? null : argumentHint.strip();
  }

  /** A skill as a client registers it, with nothing of a file. */
  public static Skill runtime(
      String name,
      String description,
      String prompt,
      List<Argument> arguments,
      @Nullable Scope scope,
      Map<String, Object> config) {
    return new Skill(
        name,
        description,
        prompt,
        arguments,
        config,
        scope == null ? Scope.inferred(name) : scope,
        null,
        null,
        Source.RUNTIME,
        Map.of());
  }

  /** The same skill, found elsewhere. */
  Skill from(Source where, @Nullable Path directory) {
    return new Skill(
        name, description, prompt, arguments, config, scope, argumentHint, directory, where, other);
  }

  /** Throws {@link SkillException} when this cannot be a skill's name. */
  static void checkName(String name) {
    if (!NAME.matcher(name).matches()) {
      throw SkillException.invalid(
          "bad skill name '"
              + (name.length() > 80 ? name.substring(0, 80) + "…" : name)
              + "': use 1 to 64 letters, digits, '.', '_' and '-', and begin with a letter or"
              + " digit");
    }
  }

  /** The first paragraph that is no heading, in one line. */
  private static String beginning(String prompt) {
    for (String paragraph : prompt.split("\n\\s*\n")) {
      String line = paragraph.strip().replaceAll("\\s+", " ");
      if (!line.isEmpty() && !line.startsWith("#")) {
        return line.length() <= MAX_DERIVED ? line : line.substring(0, MAX_DERIVED) + "…";
      }
    }
    return prompt.substring(0, Math.min(MAX_DERIVED, prompt.length())).replaceAll("\\s+", " ");
  }
}
