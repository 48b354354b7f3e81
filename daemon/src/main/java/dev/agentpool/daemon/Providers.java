package dev.agentpool.daemon;

import dev.agentpool.process.ProcessHost;
import dev.agentpool.provider.acp.AcpProvider;
import dev.agentpool.provider.claude.ClaudeCli;
import dev.agentpool.provider.claude.ClaudeProvider;
import dev.agentpool.provider.codex.CodexCli;
import dev.agentpool.provider.codex.CodexProvider;
import dev.agentpool.provider.terminal.TerminalProvider;
import dev.agentpool.provider.turn.ProviderTimings;
import dev.agentpool.session.AgentProvider;
import dev.agentpool.session.LaunchSeal;
import dev.agentpool.settings.SettingKeys;
import dev.agentpool.time.AwakeTime;
import dev.agentpool.time.Pause;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The agent CLIs this build can drive.
 *
 * @param byName as the setting {@code provider} names them; what stands before a colon there is the
 *     provider
 */
record Providers(Map<String, AgentProvider> byName, Parts parts) implements AutoCloseable {
  /** Of {@code acp:NAME}, whatever the name. */
  private static final String ANY_ACP = "acp";

  Providers {
    Set<String> named = new HashSet<>(SettingKeys.PROVIDERS);
    named.addAll(SettingKeys.FAKES);
    named.add(ANY_ACP);
    if (!byName.keySet().equals(named)) {
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
    Map<String, AgentProvider> byName = new LinkedHashMap<>();
    byName.put("claude", claude);
    byName.put("scripted", scripted);
    byName.put(
        "codex-cli",
        parts.add(
            new CodexProvider(
                new CodexProvider.Parts(
                    processes,
                    CodexCli.installed(),
                    clock,
                    awake,
                    ProviderTimings.STANDARD,
                    CodexProvider.Parts.NETWORK_PATIENCE,
                    seal))));
    AcpProvider.Parts common =
        new AcpProvider.Parts(processes, clock, awake, ProviderTimings.STANDARD, seal);
    AcpProvider.known(common).forEach((name, known) -> byName.put(name, parts.add(known)));
    TerminalProvider.Parts terminals =
        new TerminalProvider.Parts(
            processes, clock, awake, Pause.real(), ProviderTimings.STANDARD, seal);
    TerminalProvider.known(terminals, dist.resolve("libexec/fake-agent"))
        .forEach((name, known) -> byName.put(name, parts.add(known)));
    byName.put(ANY_ACP, parts.add(AcpProvider.any(common)));
    return new Providers(Collections.unmodifiableMap(byName), parts);
  }

  /** Stops watching the agents; they live on. */
  @Override
  public void close() {
    parts.close();
  }
}
