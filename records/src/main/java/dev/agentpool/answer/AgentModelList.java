package dev.agentpool.answer;

import java.util.List;

/** The models of agent CLIs. */
public record AgentModelList(List<AgentModels> providers, Preferences preferences) {
  /** Keeps a copy. */
  public AgentModelList {
    providers = List.copyOf(providers);
  }
}
