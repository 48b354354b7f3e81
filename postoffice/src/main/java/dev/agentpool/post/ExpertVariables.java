package dev.agentpool.post;

import dev.agentpool.settings.SettingKeys;
import dev.agentpool.settings.Settings;
import java.util.Map;
import java.util.Optional;

/** What the processes of an expert's session find in their environment. */
public final class ExpertVariables {
  public static final String EXPERT = "AGENT_POOL_EXPERT";
  public static final String TASK = "AGENT_POOL_TASK_ID";
  public static final String POOL = "AGENT_POOL_DIR";
  public static final String NAME = "AGENT_POOL_NAME";

  private ExpertVariables() {}

  /** Whose session these settings are of; empty when of no expert's. */
  public static Optional<String> expert(Settings settings) {
    Map<String, Object> variables = settings.find(SettingKeys.ENVIRONMENT).orElse(Map.of());
    return Optional.ofNullable(variables.get(EXPERT)).map(String::valueOf);
  }
}
