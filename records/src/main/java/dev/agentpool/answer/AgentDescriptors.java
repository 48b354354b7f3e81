package dev.agentpool.answer;

import java.util.List;

/** All agent CLIs as the control plane describes them. */
public record AgentDescriptors(
    List<AgentDescriptor> providers,
    List<AgentRuntime> runtimes,
    Preferences preferences,
    UsagePolicyShown policy,
    String checkedAt) {
  /** Keeps copies. */
  public AgentDescriptors {
    providers = List.copyOf(providers);
    runtimes = List.copyOf(runtimes);
  }
}
