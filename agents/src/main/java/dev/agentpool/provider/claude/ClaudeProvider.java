package dev.agentpool.provider.claude;

import dev.agentpool.process.Child;
import dev.agentpool.process.ProcessHost;
import dev.agentpool.protocol.Json;
import dev.agentpool.provider.cli.CliProcesses;
import dev.agentpool.provider.turn.ProviderTimings;
import dev.agentpool.provider.turn.StallWatch;
import dev.agentpool.session.AgentProvider;
import dev.agentpool.session.AgentSession;
import dev.agentpool.session.Capabilities;
import dev.agentpool.session.Detection;
import dev.agentpool.session.Gifts;
import dev.agentpool.session.Launch;
import dev.agentpool.session.LaunchSeal;
import dev.agentpool.session.LogIn;
import dev.agentpool.session.OwnCommands;
import dev.agentpool.session.SessionSpec;
import dev.agentpool.session.ToolDesk;
import dev.agentpool.settings.Access;
import dev.agentpool.settings.SettingKeys;
import dev.agentpool.settings.Settings;
import dev.agentpool.time.AwakeTime;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/**
 * Claude Code, and whatever speaks its protocol: the scripted agent is this provider with another
 * executable. One-shot and resident sessions are the same process form (spec agent-clis 1b); they
 * differ in how long they are kept.
 */
public final class ClaudeProvider implements AgentProvider, AutoCloseable {
  private static final String PROTOCOL = "stream-json";
  private final String name;
  private final ClaudeCli cli;
  private final ProviderTimings timings;
  private final ClaudeOutcomes outcomes;
  private final ScheduledExecutorService timer;
  private final StallWatch stalls;
  private final LaunchSeal seal;
  private final CliProcesses processes;

  /** One that knows no process again: what it adopts serves no further task. */
  public ClaudeProvider(
      String name,
      ProcessHost processes,
      ClaudeCli cli,
      Clock clock,
      AwakeTime awake,
      ProviderTimings timings) {
    this(name, processes, cli, clock, awake, timings, LaunchSeal.ofThisProcess());
  }

  /**
   * @param seal compares what sessions are launched with, also with those of earlier daemons
   */
  public ClaudeProvider(
      String name,
      ProcessHost processes,
      ClaudeCli cli,
      Clock clock,
      AwakeTime awake,
      ProviderTimings timings,
      LaunchSeal seal) {
    this.name = name;
    this.seal = seal;
    this.cli = cli;
    this.processes =
        new CliProcesses(
            name,
            processes,
            cli.executable(),
            new CliProcesses.Patience(timings.ready(), timings.end()));
    this.timings = timings;
    this.outcomes = new ClaudeOutcomes(clock);
    this.timer =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name(name + "-stalls").daemon().factory());
    this.stalls = new StallWatch(timer, awake, timings.interrupt());
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Capabilities capabilities() {
    return new Capabilities(
        PROTOCOL,
        true,
        true,
        true,
        Capabilities.Spending.DOLLARS,
        true,
        false,
        Map.of(
            Access.READ, "plan mode, without the tools that write",
            Access.EDIT, "acceptEdits: commands are asked for or denied",
            Access.FULL, "bypassPermissions: nothing, but for agentpool's walls"));
  }

  /** These settings were named after it. */
  @Override
  public List<String> objections(Settings settings) {
    return List.of();
  }

  @Override
  public Detection detect(SessionSpec spec) {
    return processes.detect(spec);
  }

  @Override
  public LogIn logIn(SessionSpec spec) {
    return cli.logIn(spec);
  }

  @Override
  public Launch launch(SessionSpec spec) {
    return launch(spec, processes.program(spec));
  }

  private Launch launch(SessionSpec spec, Path program) {
    String schema = spec.settings().find(SettingKeys.JSON_SCHEMA).map(Json::text).orElse(null);
    return Launch.of(spec, name, PROTOCOL, ClaudeCommand.given(program, spec), schema, seal);
  }

  @Override
  public AgentSession open(SessionSpec spec, Path folder) {
    Path program = processes.program(spec);
    Launch launch = launch(spec, program);
    return processes.open(
        spec,
        program,
        launch,
        folder,
        (found, of, files) -> new ClaudeCommand(found, of, files, cli.keepsFolder()),
        new CliProcesses.Talk<ClaudeSession>() {
          @Override
          public ClaudeSession over(Child child) {
            return new ClaudeSession(child, launch, spec.toolDesk(), timings, outcomes, stalls);
          }

          @Override
          public void becomeReady(ClaudeSession session) throws InterruptedException {
            session.becomeReady();
          }
        });
  }

  @Override
  public Optional<AgentSession> adopt(Path folder, ToolDesk toolDesk) {
    return processes
        .adopt(folder)
        .map(found ->
            new ClaudeSession(found.child(), found.launch(), toolDesk, timings, outcomes, stalls));
  }

  @Override
  public void endUnread(Path folder, Duration patience) {
    processes.endUnread(folder, patience);
  }

  @Override
  public OwnCommands commandsIn(Path directory) {
    return ProjectCommands.in(directory);
  }

  @Override
  public Gifts gifts(SessionSpec spec) {
    return new Inheritance(spec)
        .gifts(
            new ClaudeCommand(Path.of("claude"), spec, null, cli.keepsFolder())
                .environment()
                .keySet());
  }

  /** Stops watching for stalls; sessions live on. */
  @Override
  public void close() {
    timer.shutdownNow();
  }
}
