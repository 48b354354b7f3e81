package dev.agentpool.daemon;

import dev.agentpool.config.Home;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * What agents inherit of the daemon's environment: everything a person set for them, without what
 * belongs to the daemon itself or says that it runs inside another agent.
 */
final class AgentEnvironment {
  private static final Set<String> NOT_FOR_AGENTS =
      Set.of(
          "CLAUDECODE",
          "CLAUDE_CODE_ENTRYPOINT",
          "CLAUDE_CODE_SSE_PORT",
          "AGENTPOOL_LEDGER_PASSWORD",
          "JAVA_TOOL_OPTIONS",
          "_");

  private AgentEnvironment() {}

  /**
   * @param home the daemon's: what an agent runs knows by it which daemon it must not start, since
   *     an agent's processes see no others and end with its session
   */
  static Map<String, String> of(Map<String, String> daemon, Home home) {
    Map<String, String> environment = new HashMap<>(daemon);
    environment.keySet().removeAll(NOT_FOR_AGENTS);
    environment.put("AGENTPOOL_DAEMON_HOME", home.root().toString());
    return Map.copyOf(environment);
  }
}
