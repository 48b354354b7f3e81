package dev.agentpool.daemon;

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

  static Map<String, String> of(Map<String, String> daemon) {
    Map<String, String> environment = new HashMap<>(daemon);
    environment.keySet().removeAll(NOT_FOR_AGENTS);
    return Map.copyOf(environment);
  }
}
