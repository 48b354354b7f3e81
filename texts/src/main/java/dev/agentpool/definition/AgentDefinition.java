package dev.agentpool.definition;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a file {@code agents/NAME.md} says (spec slot-pool 13.1).
 *
 * @param name the file's name without its ending; it is the agent's identity
 * @param description may be blank
 * @param body the instructions; may be blank
 * @param model null for the pool's
 * @param effort null for the pool's
 * @param permissionMode null for the pool's
 * @param tools the only tools it is offered, as names or as patterns; empty for the pool's
 * @param disallowedTools what it may never use
 * @param skills names of skills that are put into its prompt, in this order
 * @param expertise names of expertise that is put into its prompt, in this order
 */
public record AgentDefinition(
    String name,
    String description,
    String body,
    @Nullable String model,
    @Nullable String effort,
    @Nullable String permissionMode,
    List<String> tools,
    List<String> disallowedTools,
    List<String> skills,
    List<String> expertise,
    Path file) {
  public AgentDefinition {
    tools = List.copyOf(tools);
    disallowedTools = List.copyOf(disallowedTools);
    skills = List.copyOf(skills);
    expertise = List.copyOf(expertise);
  }

  /**
   * The settings that it asks for, under their names. A pattern as {@code Bash(git log:*)} offers
   * the tool and allows what it matches.
   */
  public Map<String, Object> settings() {
    Map<String, Object> settings = new LinkedHashMap<>();
    put(settings, "model", model);
    put(settings, "effort", effort);
    put(settings, "permission_mode", permissionMode);
    List<String> patterns = tools.stream().filter(tool -> tool.contains("(")).toList();
    put(settings, "tools", tools.stream().map(AgentDefinition::toolName).distinct().toList());
    put(settings, "allowed_tools", patterns);
    put(settings, "disallowed_tools", disallowedTools);
    return settings;
  }

  private static void put(Map<String, Object> settings, String key, @Nullable Object value) {
    if (value != null && !value.equals(List.of())) {
      settings.put(key, value);
    }
  }

  private static String toolName(String tool) {
    int bracket = tool.indexOf('(');
    return bracket < 0 ? tool : tool.substring(0, bracket);
  }
}
