package dev.agentpool.provider.codex;

import dev.agentpool.process.Child;
import dev.agentpool.process.ProcessHost;
import dev.agentpool.protocol.Json;
import dev.agentpool.provider.cli.CliProcesses;
import dev.agentpool.provider.rpc.AccessJudge;
import dev.agentpool.provider.rpc.RpcSession;
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
import dev.agentpool.session.ProviderException;
import dev.agentpool.session.SessionSpec;
import dev.agentpool.session.ToolDesk;
import dev.agentpool.settings.Access;
import dev.agentpool.settings.SettingKeys;
import dev.agentpool.settings.Settings;
import dev.agentpool.task.OutcomeCode;
import dev.agentpool.time.AwakeTime;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** Codex CLI, one app-server for each session. */
public final class CodexProvider implements AgentProvider, AutoCloseable {
  private final Parts parts;
  private final ScheduledExecutorService timer;
  private final StallWatch stalls;
  private final CliProcesses processes;

  /**
   * What it is made of.
   *
   * @param clock tells when a limit ends
   * @param networkPatience how long a turn may wait for a network that is not there
   * @param seal compares what sessions are launched with, also with those of earlier daemons
   */
  public record Parts(
      ProcessHost host,
      CodexCli cli,
      Clock clock,
      AwakeTime awake,
      ProviderTimings timings,
      Duration networkPatience,
      LaunchSeal seal) {
    /** Longer than a network that comes and goes, shorter than a person's patience. */
    public static final Duration NETWORK_PATIENCE = Duration.ofSeconds(60);
  }

  public CodexProvider(Parts parts) {
    this.parts = parts;
    this.timer =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name(CodexCli.NAME + "-stalls").daemon().factory());
    this.stalls = new StallWatch(timer, parts.awake(), parts.timings().interrupt());
    this.processes =
        new CliProcesses(
            CodexCli.NAME,
            parts.host(),
            parts.cli().executable(),
            new CliProcesses.Patience(parts.timings().ready(), parts.timings().end()));
  }

  @Override
  public String name() {
    return CodexCli.NAME;
  }

  @Override
  public Capabilities capabilities() {
    return new Capabilities(
        CodexCli.PROTOCOL,
        true,
        true,
        true,
        Capabilities.Spending.TOKENS,
        true,
        true,
        Map.of(
            Access.READ, "read-only: commands run in Codex's own sandbox and write nothing",
            Access.EDIT,
                "workspace-write: commands run in Codex's own sandbox, without network; what needs"
                    + " more is asked for or denied",
            Access.FULL, "danger-full-access: nothing, but for agentpool's walls"));
  }

  @Override
  public List<String> objections(Settings settings) {
    return CodexObjections.of(settings);
  }

  @Override
  public Detection detect(SessionSpec spec) {
    return processes.detect(spec);
  }

  @Override
  public LogIn logIn(SessionSpec spec) {
    return CodexCli.LOG_IN.of(spec);
  }

  @Override
  public Launch launch(SessionSpec spec) {
    return launch(spec, processes.program(spec));
  }

  private Launch launch(SessionSpec spec, Path program) {
    List<String> objections = objections(spec.settings());
    if (!objections.isEmpty()) {
      throw refused(String.join("; ", objections), null);
    }
    try {
      String schema = spec.settings().find(SettingKeys.JSON_SCHEMA).map(Json::text).orElse(null);
      return Launch.of(
          spec,
          CodexCli.NAME,
          CodexCli.PROTOCOL,
          CodexCommand.given(program, spec),
          schema,
          parts.seal());
    } catch (IOException e) {
      throw refused("your Codex configuration cannot be heeded: " + e.getMessage(), e);
    }
  }

  private static ProviderException refused(
      String why, @org.jspecify.annotations.Nullable Throwable cause) {
    return new ProviderException(OutcomeCode.LAUNCH_REFUSED, why, cause);
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
        CodexCommand::new,
        new CliProcesses.Talk<RpcSession>() {
          @Override
          public RpcSession over(Child child) {
            CodexTerms terms = CodexTerms.of(spec);
            return new RpcSession(
                child, launch, dialect(launch, terms), terms(launch, spec.toolDesk(), terms));
          }

          @Override
          public void becomeReady(RpcSession session) throws InterruptedException {
            session.becomeReady();
          }
        });
  }

  private CodexDialect dialect(Launch launch, CodexTerms terms) {
    return new CodexDialect(
        terms,
        new CodexTurn(parts.clock(), parts.awake(), parts.networkPatience(), launch.schema()));
  }

  private RpcSession.Terms terms(Launch launch, ToolDesk desk, CodexTerms terms) {
    return new RpcSession.Terms(
        desk, new AccessJudge(terms.access(), launch.workingDirectory()), parts.timings(), stalls);
  }

  @Override
  public Optional<AgentSession> adopt(Path folder, ToolDesk toolDesk) {
    return processes.adopt(folder, found -> adopted(found, toolDesk));
  }

  private AgentSession adopted(CliProcesses.Found found, ToolDesk desk) {
    CodexTerms terms = CodexTerms.read(found.child().folder());
    return RpcSession.adopted(
        found.child(),
        found.launch(),
        dialect(found.launch(), terms),
        terms(found.launch(), desk, terms));
  }

  @Override
  public void endUnread(Path folder, Duration patience) {
    processes.endUnread(folder, patience);
  }

  @Override
  public Gifts gifts(SessionSpec spec) {
    return CodexGifts.of(spec);
  }

  /** Stops watching for stalls; sessions live on. */
  @Override
  public void close() {
    timer.shutdownNow();
  }
}
