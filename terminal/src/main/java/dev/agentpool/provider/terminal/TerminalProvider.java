package dev.agentpool.provider.terminal;

import dev.agentpool.process.ProcessHost;
import dev.agentpool.provider.cli.CliProcesses;
import dev.agentpool.provider.cli.DataTable;
import dev.agentpool.provider.cli.Executable;
import dev.agentpool.provider.cli.LogInTraces;
import dev.agentpool.provider.cli.ShippedData;
import dev.agentpool.provider.turn.ProviderTimings;
import dev.agentpool.session.AgentProvider;
import dev.agentpool.session.AgentSession;
import dev.agentpool.session.Capabilities;
import dev.agentpool.session.Detection;
import dev.agentpool.session.Launch;
import dev.agentpool.session.LogIn;
import dev.agentpool.session.ProviderException;
import dev.agentpool.session.SessionSpec;
import dev.agentpool.session.ToolDesk;
import dev.agentpool.settings.Settings;
import dev.agentpool.task.OutcomeCode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An agent CLI that is spoken with by its terminal alone, which agentpool does not do yet: it is
 * looked for and described, and every task for it is refused when it comes.
 */
public final class TerminalProvider implements AgentProvider {
  private static final Capabilities NONE =
      new Capabilities(
          "terminal", false, false, false, Capabilities.Spending.NOTHING, false, false, Map.of());
  private final String name;
  private final LogInTraces logIn;
  private final CliProcesses processes;

  private TerminalProvider(String name, DataTable table, ProcessHost host) {
    this.name = name;
    table.only(
        Set.of(
            "command",
            "install",
            "least",
            "behind",
            "log_in",
            "prompt",
            "submit",
            "interrupt",
            "leave",
            "ask_for_block",
            "model",
            "effort",
            "workspace",
            "conversation",
            "resume",
            "renew",
            "commands",
            "keys_again",
            "settle",
            "environment",
            "access",
            "keeps",
            "layout",
            "rules",
            "common"));
    this.logIn = LogInTraces.of(table.table("log_in"));
    Executable executable = ShippedData.executable(table);
    ShippedData.complete(table);
    ProviderTimings usual = ProviderTimings.STANDARD;
    this.processes =
        new CliProcesses(
            name, host, executable, new CliProcesses.Patience(usual.ready(), usual.end()));
  }

  /** All that agentpool knows, by name. */
  public static Map<String, TerminalProvider> known(ProcessHost host) {
    Map<String, TerminalProvider> providers = new LinkedHashMap<>();
    ShippedData.beside(TerminalProvider.class)
        .forEach((name, table) -> providers.put(name, new TerminalProvider(name, table, host)));
    return providers;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Capabilities capabilities() {
    return NONE;
  }

  @Override
  public List<String> objections(Settings settings) {
    return List.of(why());
  }

  private String why() {
    return name
        + " can only be driven by its terminal, which agentpool does not do yet: choose another"
        + " provider (agentpool providers lists those that are here), or, where it speaks ACP,"
        + " name its command as a provider acp:NAME";
  }

  @Override
  public Detection detect(SessionSpec spec) {
    return processes.detect(spec);
  }

  @Override
  public LogIn logIn(SessionSpec spec) {
    return logIn.of(spec);
  }

  @Override
  public AgentSession open(SessionSpec spec, Path folder) {
    throw refused();
  }

  @Override
  public Launch launch(SessionSpec spec) {
    throw refused();
  }

  private ProviderException refused() {
    return new ProviderException(OutcomeCode.LAUNCH_REFUSED, why(), null);
  }

  /** There never was one. */
  @Override
  public Optional<AgentSession> adopt(Path folder, ToolDesk toolDesk) {
    return Optional.empty();
  }

  @Override
  public void endUnread(Path folder, Duration patience) {
    processes.endUnread(folder, patience);
  }
}
