package dev.agentpool.daemon;

import dev.agentpool.process.ProcessHost;
import dev.agentpool.provider.claude.ClaudeProvider;
import dev.agentpool.provider.claude.ClaudeTimings;
import dev.agentpool.provider.claude.Executable;
import dev.agentpool.session.AgentProvider;
import dev.agentpool.session.LaunchSeal;
import dev.agentpool.time.AwakeTime;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/** The agent CLIs this build can drive. */
final class Providers {
  private Providers() {}

  /**
   * @param dist where agentpool is installed; it holds the scripted agent
   * @param seal knows what earlier daemons of this home launched
   */
  static Map<String, AgentProvider> all(
      ProcessHost processes, AwakeTime awake, Path dist, LaunchSeal seal) {
    Clock clock = Clock.systemDefaultZone(); // times without a zone are this machine's
    return Map.of(
        "claude",
        new ClaudeProvider(
            "claude",
            processes,
            Executable.onPath("claude"),
            clock,
            awake,
            ClaudeTimings.STANDARD,
            seal),
        "scripted",
        new ClaudeProvider(
            "scripted",
            processes,
            Executable.at(dist.resolve("libexec/scripted-agent")),
            clock,
            awake,
            ClaudeTimings.STANDARD,
            seal));
  }
}
