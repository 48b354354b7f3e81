package dev.agentpool.daemon;

import dev.agentpool.process.ProcessHost;
import dev.agentpool.provider.claude.ClaudeCli;
import dev.agentpool.provider.claude.ClaudeProvider;
import dev.agentpool.provider.turn.ProviderTimings;
import dev.agentpool.session.AgentProvider;
import dev.agentpool.session.LaunchSeal;
import dev.agentpool.settings.SettingKeys;
import dev.agentpool.time.AwakeTime;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Set;

/**
 * The agent CLIs this build can drive.
 *
 * @param byName as the setting {@code provider} names them
 */
record Providers(Map<String, AgentProvider> byName, Parts parts) implements AutoCloseable {
  Providers {
    if (!byName.keySet().equals(Set.copyOf(SettingKeys.PROVIDERS))) {
      throw new IllegalStateException(
          "the setting 'provider' takes " + SettingKeys.PROVIDERS + ", there are " + byName);
    }
  }

  /**
   * @param dist where agentpool is installed; it holds the scripted agent
   * @param seal knows what earlier daemons of this home launched
   */
  static Providers all(ProcessHost processes, AwakeTime awake, Path dist, LaunchSeal seal) {
    Clock clock = Clock.systemDefaultZone(); // times without a zone are this machine's
    Parts parts = new Parts();
    AgentProvider claude =
        parts.add(
            new ClaudeProvider(
                "claude",
                processes,
                ClaudeCli.installed(),
                clock,
                awake,
                ProviderTimings.STANDARD,
                seal));
    AgentProvider scripted =
        parts.add(
            new ClaudeProvider(
                "scripted",
                processes,
                ClaudeCli.scripted(dist.resolve("libexec/scripted-agent")),
                clock,
                awake,
                ProviderTimings.STANDARD,
                seal));
    return new Providers(Map.of("claude", claude, "scripted", scripted), parts);
  }

  /** Stops watching the agents; they live on. */
  @Override
  public void close() {
    parts.close();
  }
}
