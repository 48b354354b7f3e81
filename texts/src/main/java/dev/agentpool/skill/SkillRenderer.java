package dev.agentpool.skill;

import dev.agentpool.skill.Skill.Argument;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes a prompt of a skill and the values of its arguments (spec slot-pool 8.8). The template is
 * gone through once and what is put in is never looked at again, so a value can hold neither a
 * placeholder nor a command. Stateless.
 *
 * <p>Known: {@code {key}} for each value given, {@code $ARGUMENTS}, {@code $ARGUMENTS[i]}, {@code
 * $i} (from 0), {@code ${CLAUDE_SKILL_DIR}}, and <code>!`command`</code> if commands are allowed.
 * What is not known stays as it is.
 */
public final class SkillRenderer {
  static final String NO_DIRECTORY = "[skill directory unavailable]";

  /** The name under which a skill that declares no arguments may be given some all the same. */
  private static final String UNDECLARED = "arguments";

  private final @Nullable ShellInserts shell;

  /** One that leaves commands as they are. */
  public SkillRenderer() {
    this.shell = null;
  }

  public SkillRenderer(ShellInserts shell) {
    this.shell = shell;
  }

  /**
   * @param values by argument name; further ones are allowed
   */
  public String render(Skill skill, Map<String, String> values) {
    for (Argument argument : skill.arguments()) {
      if (argument.required() && !values.containsKey(argument.name())) {
        throw new SkillException(
            SkillException.Code.MISSING_ARGUMENT,
            "missing required argument '" + argument.name() + "' for skill '" + skill.name() + "'");
      }
    }
    List<String> positional = positional(skill, values);
    Template template =
        new Template(skill.prompt(), values, positional, directory(skill.dir()), commands(skill));
    String prompt = template.fill();
    String joined = String.join(" ", positional);
    boolean placed = template.sawArguments() || hasDeclaredPlaceholder(skill);
    return placed || joined.isEmpty() ? prompt : prompt + "\n\nARGUMENTS: " + joined;
  }

  private Template.@Nullable Commands commands(Skill skill) {
    ShellInserts inserts = shell;
    return inserts == null ? null : command -> inserts.output(command, skill.dir());
  }

  private static String directory(@Nullable Path dir) {
    return dir == null ? NO_DIRECTORY : dir.toString();
  }

  private static List<String> positional(Skill skill, Map<String, String> values) {
    if (skill.arguments().isEmpty()) {
      String text = values.getOrDefault(UNDECLARED, "").strip();
      return text.isEmpty() ? List.of() : List.of(text.split("\\s+"));
    }
    List<String> positional = new ArrayList<>();
    for (Argument argument : skill.arguments()) {
      String value = values.get(argument.name());
      if (value != null) {
        positional.add(value);
      }
    }
    return positional;
  }

  private static boolean hasDeclaredPlaceholder(Skill skill) {
    return skill.arguments().stream()
        .anyMatch(argument -> skill.prompt().contains("{" + argument.name() + "}"));
  }
}
