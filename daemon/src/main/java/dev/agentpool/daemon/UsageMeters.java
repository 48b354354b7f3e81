package dev.agentpool.daemon;

import dev.agentpool.capacity.Meters;
import dev.agentpool.config.Home;
import dev.agentpool.config.UsageTable;
import dev.agentpool.process.ProcessHost;
import dev.agentpool.provider.claude.ClaudeCli;
import dev.agentpool.provider.claude.ClaudeUsageProbe;
import dev.agentpool.provider.cli.ProbeProcess;
import dev.agentpool.provider.codex.CodexCli;
import dev.agentpool.provider.codex.CodexUsageProbe;
import dev.agentpool.provider.usage.CcUsage;
import dev.agentpool.provider.usage.CodexBar;
import dev.agentpool.provider.usage.CopilotUsage;
import dev.agentpool.provider.usage.DevinUsage;
import dev.agentpool.session.UsageProbe;
import dev.agentpool.usage.Confidence;
import dev.agentpool.usage.ProviderIds;
import dev.agentpool.usage.Usage;
import dev.agentpool.usage.UsageStatus;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Puts together who can be asked what providers have left. */
final class UsageMeters {
  private UsageMeters() {}

  /**
   * @param providers there are
   * @param environment the daemon's
   */
  static Meters of(
      Set<String> providers, ProcessHost processes, Home home, Map<String, String> environment) {
    ProbeProcess programs = new ProbeProcess(processes, home.state().resolve("probes"));
    Map<String, UsageProbe> own = new LinkedHashMap<>();
    own.put("claude", new ClaudeUsageProbe("claude", ClaudeCli.installed(), programs));
    own.put(
        "claude-terminal", // the same log-in behind another face
        new ClaudeUsageProbe("claude-terminal", ClaudeCli.installed(), programs));
    own.put("codex-cli", new CodexUsageProbe(CodexCli.installed(), programs));
    own.put("copilot-cli", new CopilotUsage(programs, environment, CopilotUsage.GITHUB));
    own.put("devin-cli", new DevinUsage());
    providers.stream()
        .filter(name -> name.equals("scripted") || name.startsWith("fake-"))
        .forEach(name -> own.put(name, (_, now) -> scripted(name, now)));
    CcUsage ccUsage = new CcUsage(programs, environment.get("AGENTPOOL_CCUSAGE_COMMAND"));
    return new Meters(
        own,
        Set.copyOf(UsageTable.INTERNAL_ONES),
        new Meters.Helper(
            new CodexBar(programs),
            CodexBar.supported().stream().map(ProviderIds::provider).collect(Collectors.toSet()),
            spec -> CodexBar.find(spec).isPresent()),
        new Meters.Helper(ccUsage, Set.of("claude"), spec -> ccUsage.find(spec).isPresent()));
  }

  /** It plays from a script, and has no plan. */
  private static Usage scripted(String name, Instant now) {
    return new Usage(
        name,
        UsageStatus.AVAILABLE,
        Confidence.LOCAL_CONFIG,
        now,
        List.of(),
        null,
        List.of(),
        Map.of("source", "scripted_agent"));
  }
}
