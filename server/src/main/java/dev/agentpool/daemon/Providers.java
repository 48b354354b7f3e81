package dev.agentpool.daemon;

import dev.agentpool.process.ProcessHost;
import dev.agentpool.session.AgentProvider;
import java.util.Map;

/** The agent CLIs this build can drive. */
final class Providers {
  private Providers() {}

  static Map<String, AgentProvider> all(ProcessHost processes) {
    throw new IllegalStateException("not wired: " + processes);
  }
}
