package dev.agentpool.provider.terminal;

import dev.agentpool.process.Child;
import dev.agentpool.process.LaunchSpec;
import dev.agentpool.process.ProcessHost;
import dev.agentpool.provider.cli.CliProcesses;
import dev.agentpool.provider.cli.DataTable;
import dev.agentpool.provider.cli.Executable;
import dev.agentpool.provider.cli.HeldAccess;
import dev.agentpool.provider.cli.ShippedData;
import dev.agentpool.provider.turn.ProviderTimings;
import dev.agentpool.provider.turn.StallWatch;
import dev.agentpool.session.AgentProvider;
import dev.agentpool.session.AgentSession;
import dev.agentpool.session.Capabilities;
import dev.agentpool.session.Detection;
import dev.agentpool.session.Enclosure;
import dev.agentpool.session.Launch;
import dev.agentpool.session.LaunchSeal;
import dev.agentpool.session.LogIn;
import dev.agentpool.session.ProviderException;
import dev.agentpool.session.SessionSpec;
import dev.agentpool.session.ToolDesk;
import dev.agentpool.settings.Access;
import dev.agentpool.settings.Settings;
import dev.agentpool.task.OutcomeCode;
import dev.agentpool.terminal.tmux.Tmux;
import dev.agentpool.time.AwakeTime;
import dev.agentpool.time.Pause;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** An agent CLI that is spoken with by its terminal; what is its own is a {@link TerminalCli}. */
public final class TerminalProvider implements AgentProvider, AutoCloseable {
  static final String PROTOCOL = "terminal";
  private final TerminalCli cli;
  private final Parts parts;
  private final ScheduledExecutorService timer;
  private final StallWatch stalls;
  private final CliProcesses processes;
  private volatile boolean closed;

  /**
   * What all of them are made with.
   *
   * @param clock tells when a limit ends
   * @param awake what its screens' standing still is measured in
   * @param seal compares what sessions are launched with, also with those of earlier daemons
   */
  public record Parts(
      ProcessHost host,
      Clock clock,
      AwakeTime awake,
      Pause pause,
      ProviderTimings timings,
      LaunchSeal seal) {}

  TerminalProvider(TerminalCli cli, Parts parts) {
    this.cli = cli;
    this.parts = parts;
    this.timer =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name(cli.name() + "-stalls").daemon().factory());
    this.stalls = new StallWatch(timer, parts.awake(), parts.timings().interrupt());
    this.processes =
        new CliProcesses(
            cli.name(),
            parts.host(),
            cli.executable(),
            new CliProcesses.Patience(parts.timings().ready(), parts.timings().end()),
            TerminalProvider::start);
  }

  /**
   * All that agentpool knows, by name.
   *
   * @param fakes the program that plays the {@code fake-…} agents
   */
  public static Map<String, TerminalProvider> known(Parts parts, Path fakes) {
    Map<String, TerminalProvider> providers = new LinkedHashMap<>();
    ShippedData.beside(TerminalProvider.class)
        .forEach((name, table) -> providers.put(name, of(name, table, parts, fakes)));
    return providers;
  }

  private static TerminalProvider of(String name, DataTable table, Parts parts, Path fakes) {
    Executable executable =
        table.texts("command").isEmpty() ? Executable.at(fakes) : TerminalTable.executable(table);
    TerminalCli cli = TerminalTable.cli(name, table, executable);
    ShippedData.complete(table);
    return new TerminalProvider(cli, parts);
  }

  /** The agent's command line is what runs in the terminal; the child is the tmux around it. */
  private static Child start(ProcessHost host, LaunchSpec spec) throws IOException {
    PaneScript.write(spec.folder(), spec.workingDirectory(), host.commandLine(spec));
    Path tmux = TerminalTerms.read(spec.folder()).tmux();
    return host.start(
        new LaunchSpec(
            spec.folder(),
            Tmux.server(tmux, spec.folder()),
            spec.environment(),
            spec.workingDirectory(),
            spec.outputQuotaBytes(),
            spec.maxLineBytes()));
  }

  @Override
  public String name() {
    return cli.name();
  }

  @Override
  public Capabilities capabilities() {
    Map<Access, String> access = new LinkedHashMap<>();
    cli.access().forEach((one, held) -> access.put(one, held.described()));
    return new Capabilities(
        PROTOCOL,
        !cli.flags().resume().isEmpty(),
        false,
        true,
        Capabilities.Spending.NOTHING,
        false,
        false,
        access);
  }

  @Override
  public List<String> objections(Settings settings) {
    return TerminalObjections.of(cli, settings);
  }

  @Override
  public Detection detect(SessionSpec spec) {
    Detection found = processes.detect(spec);
    return found.usable() && TmuxProgram.find(spec).isEmpty()
        ? new Detection(false, found.version(), found.path(), TmuxProgram.MISSING)
        : found;
  }

  @Override
  public LogIn logIn(SessionSpec spec) {
    return cli.logIn().of(spec);
  }

  @Override
  public Launch launch(SessionSpec spec) {
    return launch(spec, processes.program(spec));
  }

  private Launch launch(SessionSpec spec, Path program) {
    List<String> objections = objections(spec.settings());
    if (!objections.isEmpty()) {
      throw refused(OutcomeCode.LAUNCH_REFUSED, String.join("; ", objections));
    }
    if (TmuxProgram.find(spec).isEmpty()) {
      throw refused(OutcomeCode.PROVIDER_UNUSABLE, TmuxProgram.MISSING);
    }
    Access access = HeldAccess.of(spec.settings());
    TerminalCli.Held held = cli.access().get(access);
    if (held != null
        && held.needsWalls()
        && spec.enclosure() instanceof Enclosure.Open(String why)) {
      throw refused(
          OutcomeCode.LAUNCH_REFUSED,
          HeldAccess.openTo(cli.name(), access)
              + (why.isEmpty() ? "" : why + "; ")
              + "choose access = \"full\", or another provider");
    }
    return Launch.of(
        spec, cli.name(), PROTOCOL, TerminalCommand.given(cli, program, spec), null, parts.seal());
  }

  private static ProviderException refused(OutcomeCode code, String why) {
    return new ProviderException(code, why, null);
  }

  @Override
  public AgentSession open(SessionSpec spec, Path folder) {
    Path program = processes.program(spec);
    Launch launch = launch(spec, program);
    String conversation = spec.resume() == null ? UUID.randomUUID().toString() : spec.resume();
    TerminalTerms terms = new TerminalCommand(cli, program, spec, null, null).terms();
    return processes.open(
        spec,
        program,
        launch,
        folder,
        (found, of, files) -> new TerminalCommand(cli, found, of, files, conversation),
        new CliProcesses.Talk<TerminalSession>() {
          @Override
          public TerminalSession over(Child child) {
            new SessionNotes(child.folder())
                .conversation(new SessionNotes.Conversation(conversation, spec.resume() != null));
            return session(child, launch, terms, spec.toolDesk());
          }

          @Override
          public void becomeReady(TerminalSession session) throws InterruptedException {
            new Opening(session.talk(), parts.timings().ready()).open(launch);
          }
        });
  }

  private TerminalSession session(Child child, Launch launch, TerminalTerms terms, ToolDesk desk) {
    return new TerminalSession(
        new TerminalTalk(child, cli, terms, parts.awake(), parts.pause(), () -> closed),
        launch,
        new TerminalSession.Parts(desk, parts.timings(), stalls, parts.clock()));
  }

  @Override
  public Optional<AgentSession> adopt(Path folder, ToolDesk toolDesk) {
    return processes.adopt(folder, found -> adopted(found, toolDesk));
  }

  private AgentSession adopted(CliProcesses.Found found, ToolDesk desk) {
    Path folder = found.child().folder();
    return session(found.child(), found.launch(), TerminalTerms.read(folder), desk);
  }

  @Override
  public void endUnread(Path folder, Duration patience) {
    processes.endUnread(folder, patience);
  }

  /** Stops watching; sessions live on. */
  @Override
  public void close() {
    closed = true;
    timer.shutdownNow();
  }
}
