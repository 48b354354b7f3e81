package dev.agentpool.skill;

import java.util.Set;

/**
 * What a registry leaves out.
 *
 * @param disabled names of skills that are as if they did not exist
 * @param builtins whether the built-in skills are there
 * @param guarded settings that skills of the project and of clients may not have, as they could
 *     make the daemon run a command or take walls down; empty when the project is trusted
 */
public record SkillOptions(Set<String> disabled, boolean builtins, Set<String> guarded) {
  public static final SkillOptions DEFAULT =
      new SkillOptions(
          Set.of(), true, Set.of("command", "environment", "mcp_servers", "walls", "writable"));

  public SkillOptions {
    disabled = Set.copyOf(disabled);
    guarded = Set.copyOf(guarded);
  }

  public SkillOptions disabling(Set<String> names) {
    return new SkillOptions(names, builtins, guarded);
  }

  public SkillOptions withoutBuiltins() {
    return new SkillOptions(disabled, false, guarded);
  }

  public SkillOptions guarding(Set<String> settings) {
    return new SkillOptions(disabled, builtins, settings);
  }
}
