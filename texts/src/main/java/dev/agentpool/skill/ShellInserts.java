package dev.agentpool.skill;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Runs what a template says as <code>!`command`</code>. Without one of these in the renderer such
 * text stays as it is, which is the default: a skill is text, not a program.
 */
@FunctionalInterface
public interface ShellInserts {
  /**
   * Runs a command exactly as the template has it; no argument's value is ever in it.
   *
   * @param directory the skill's, or null
   * @return what to put in its place: its output, or a note in brackets that says how it failed
   */
  String output(String command, @Nullable Path directory);
}
