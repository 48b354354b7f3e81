package dev.agentpool.mcp.tools;

import dev.agentpool.engine.Refused;
import dev.agentpool.mcp.McpPrompt;
import dev.agentpool.mcp.McpRefused;
import dev.agentpool.skill.Skill;
import java.util.List;
import java.util.Map;

/** A prompt for each skill (spec slot-pool 9.1), rendered as a task's would be. */
final class PoolPrompts {
  private final Pool pool;

  PoolPrompts(Pool pool) {
    this.pool = pool;
  }

  List<McpPrompt> all() {
    return pool.engine().skills().of(pool.standing()).list().stream().map(this::prompt).toList();
  }

  private McpPrompt prompt(Skill skill) {
    return new McpPrompt(
        skill.name(),
        null,
        skill.description(),
        skill.arguments().stream()
            .map(argument ->
                new McpPrompt.Argument(
                    argument.name(), argument.description(), argument.required()))
            .toList(),
        arguments -> List.of(McpPrompt.Message.user(render(skill.name(), arguments))));
  }

  private String render(String skill, Map<String, String> arguments) {
    try {
      return pool.engine().skills().render(pool.standing(), skill, arguments);
    } catch (Refused refused) {
      throw new McpRefused(String.valueOf(refused.getMessage()));
    }
  }
}
