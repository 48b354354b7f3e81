package dev.agentpool.provider.acp;

import dev.agentpool.process.Child;
import dev.agentpool.process.ProcessHost;
import dev.agentpool.provider.cli.CliProcesses;
import dev.agentpool.provider.cli.HeldAccess;
import dev.agentpool.provider.rpc.AccessJudge;
import dev.agentpool.provider.rpc.RpcSession;
import dev.agentpool.provider.turn.ProviderTimings;
import dev.agentpool.provider.turn.StallWatch;
import dev.agentpool.provider.words.ApiWords;
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
import dev.agentpool.time.AwakeTime;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** An agent CLI that speaks the Agent Client Protocol; what is its own is an {@link AcpCli}. */
public final class AcpProvider implements AgentProvider, AutoCloseable {
  private final String name;
  private final AcpChoice choice;
  private final ProviderTimings timings;
  private final LaunchSeal seal;
  private final Clock clock;
  private final ScheduledExecutorService timer;
  private final StallWatch stalls;
  private final CliProcesses processes;

  /**
   * What all of them are made with.
   *
   * @param clock tells when a limit ends
   * @param seal compares what sessions are launched with, also with those of earlier daemons
   */
  public record Parts(
      ProcessHost host, Clock clock, AwakeTime awake, ProviderTimings timings, LaunchSeal seal) {}

  private AcpProvider(String name, AcpChoice choice, Parts parts) {
    this.name = name;
    this.choice = choice;
    this.timings = parts.timings();
    this.seal = parts.seal();
    this.clock = parts.clock();
    this.timer =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name(name + "-stalls").daemon().factory());
    this.stalls = new StallWatch(timer, parts.awake(), timings.interrupt());
    this.processes =
        new CliProcesses(
            name,
            parts.host(),
            choice.executable(),
            new CliProcesses.Patience(timings.ready(), timings.end()));
  }

  /** One CLI that agentpool knows. */
  static AcpProvider of(AcpCli cli, Parts parts) {
    return new AcpProvider(cli.name(), AcpChoice.known(cli), parts);
  }

  /** Any agent that a person names: {@code acp:NAME} of the settings. */
  public static AcpProvider any(Parts parts) {
    return new AcpProvider(AnyAcp.PREFIX, AcpChoice.any(), parts);
  }

  /** All that agentpool knows, by name. */
  public static Map<String, AcpProvider> known(Parts parts) {
    Map<String, AcpProvider> providers = new LinkedHashMap<>();
    ShippedClis.all().forEach(cli -> providers.put(cli.name(), of(cli, parts)));
    return providers;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Capabilities capabilities() {
    AcpCli cli = choice.of(Settings.EMPTY);
    Map<Access, String> access = new LinkedHashMap<>();
    cli.access().forEach((one, held) -> access.put(one, held.described()));
    return new Capabilities(
        AcpDialect.PROTOCOL, cli.resumes(), false, true, cli.spending(), false, false, access);
  }

  @Override
  public boolean resumes(Settings settings) {
    return choice.of(settings).resumes();
  }

  @Override
  public List<String> objections(Settings settings) {
    AcpCli cli = choice.of(settings);
    List<String> objections = new ArrayList<>(choice.objections(settings));
    objections.addAll(AcpObjections.of(cli, settings, choice.vendorKeys()));
    return objections;
  }

  @Override
  public Detection detect(SessionSpec spec) {
    if (choice.answersVersion()) {
      return processes.detect(spec);
    }
    return choice
        .executable()
        .find(spec)
        .map(found -> new Detection(true, "", found.toString(), ""))
        .orElseGet(() -> new Detection(false, null, null, choice.executable().missing(spec)));
  }

  @Override
  public LogIn logIn(SessionSpec spec) {
    return choice.of(spec.settings()).logIn().of(spec);
  }

  @Override
  public Launch launch(SessionSpec spec) {
    return launch(spec, processes.program(spec));
  }

  private Launch launch(SessionSpec spec, Path program) {
    AcpCli cli = choice.of(spec.settings());
    List<String> objections = objections(spec.settings());
    if (!objections.isEmpty()) {
      throw refused(String.join("; ", objections));
    }
    Access access = HeldAccess.of(spec.settings());
    if (choice.held(cli, access).needsWalls() && spec.enclosure() instanceof Enclosure.Open open) {
      throw refused(
          HeldAccess.openTo(cli.name(), access)
              + (open.why().isEmpty() ? "" : open.why() + "; ")
              + "choose access = \"full\", or another provider");
    }
    return Launch.of(
        spec, cli.name(), AcpDialect.PROTOCOL, AcpCommand.given(cli, program, spec), null, seal);
  }

  private static ProviderException refused(String why) {
    return new ProviderException(OutcomeCode.LAUNCH_REFUSED, why, null);
  }

  @Override
  public AgentSession open(SessionSpec spec, Path folder) {
    AcpCli cli = choice.of(spec.settings());
    Path program = processes.program(spec);
    Launch launch = launch(spec, program);
    return processes.open(
        spec,
        program,
        launch,
        folder,
        (found, of, files) -> new AcpCommand(cli, found, of, files),
        new CliProcesses.Talk<RpcSession>() {
          @Override
          public RpcSession over(Child child) {
            AcpTerms terms = new AcpCommand(cli, program, spec, null).terms();
            return new RpcSession(
                child, launch, dialect(terms, cli), terms(launch, spec.toolDesk(), terms));
          }

          @Override
          public void becomeReady(RpcSession session) throws InterruptedException {
            session.becomeReady();
          }
        });
  }

  private AcpDialect dialect(AcpTerms terms, AcpCli cli) {
    ApiWords words = new ApiWords(clock);
    return new AcpDialect(
        terms, cli, new AcpEndings(words, cli.texts().errors(), cli.usage().always()));
  }

  private RpcSession.Terms terms(Launch launch, ToolDesk desk, AcpTerms terms) {
    return new RpcSession.Terms(
        desk, new AccessJudge(terms.access(), launch.workingDirectory()), timings, stalls);
  }

  @Override
  public Optional<AgentSession> adopt(Path folder, ToolDesk toolDesk) {
    return processes.adopt(folder, found -> adopted(found, toolDesk));
  }

  private AgentSession adopted(CliProcesses.Found found, ToolDesk desk) {
    AcpTerms terms = AcpTerms.read(found.child().folder());
    AcpCli cli = choice.named(found.launch().provider(), terms.table());
    return RpcSession.adopted(
        found.child(), found.launch(), dialect(terms, cli), terms(found.launch(), desk, terms));
  }

  @Override
  public void endUnread(Path folder, Duration patience) {
    processes.endUnread(folder, patience);
  }

  /** Stops watching for stalls; sessions live on. */
  @Override
  public void close() {
    timer.shutdownNow();
  }
}
