package dev.agentpool.answer;

import java.util.List;

/**
 * The agents there are.
 *
 * @param diagnostics what is wrong with files that should define some
 */
public record AgentList(List<Agent> agents, List<Diagnostic> diagnostics) {
  /** Keeps copies of the lists. */
  public AgentList {
    agents = List.copyOf(agents);
    diagnostics = List.copyOf(diagnostics);
  }
}
