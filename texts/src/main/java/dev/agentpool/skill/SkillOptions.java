package dev.agentpool.skill;

import dev.agentpool.settings.SettingKeys;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a registry leaves out.
 *
 * @param disabled names of skills that are as if they did not exist
 * @param builtins whether the built-in skills are there
 * @param guarded whether skills of the project and of clients may not have settings that need trust
 *     (see {@code SettingKey.needsTrust}); false when the project is trusted
 */
public record SkillOptions(Set<String> disabled, boolean builtins, boolean guarded) {
  public static final SkillOptions DEFAULT = new SkillOptions(Set.of(), true, true);

  public SkillOptions {
    disabled = Set.copyOf(disabled);
  }

  public SkillOptions disabling(Set<String> names) {
    return new SkillOptions(names, builtins, guarded);
  }

  public SkillOptions withoutBuiltins() {
    return new SkillOptions(disabled, false, guarded);
  }

  public SkillOptions trusting() {
    return new SkillOptions(disabled, builtins, false);
  }

  /** A setting of these that is not allowed. */
  Optional<String> refused(Map<String, Object> config) {
    return guarded
        ? config.entrySet().stream()
            .flatMap(entry -> SettingKeys.needingTrust(entry.getKey(), entry.getValue()).stream())
            .findFirst()
        : Optional.empty();
  }
}
