package dev.agentpool.api;

import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;

/**
 * An agent out of a definition file, {@code agents/NAME.md} (spec slot-pool 13).
 *
 * {@snippet :
 * for (AgentInfo agent : pool.agents().list()) {
 *   System.out.println(agent.name() + (agent.warm() ? " is warm" : " sleeps"));
 * }
 * }
 *
 * @param pid of its process, when it has one
 * @param task it is at
 */
public record AgentInfo(String name, String description, OptionalLong pid, Optional<String> task) {
  /** Whether it has a process, so that its next task begins at once. */
  public boolean warm() {
    return pid.isPresent();
  }

  static AgentInfo of(JsonNode node) {
    return new AgentInfo(
        Answer.text(node, "name"),
        Answer.text(node, "description"),
        node.path("pid").isNumber()
            ? OptionalLong.of(Answer.longNumber(node, "pid"))
            : OptionalLong.empty(),
        Answer.optionalText(node, "task_id"));
  }
}
