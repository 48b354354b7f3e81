package dev.agentpool.daemon;

import dev.agentpool.activity.ActivityLog;
import dev.agentpool.artifact.Artifacts;
import dev.agentpool.artifact.Retention;
import dev.agentpool.capacity.Capacity;
import dev.agentpool.catalog.Catalogs;
import dev.agentpool.config.ArtifactRules;
import dev.agentpool.config.GitPolicy;
import dev.agentpool.config.Home;
import dev.agentpool.config.PoolConfig;
import dev.agentpool.config.RedactionTable;
import dev.agentpool.config.UsageTable;
import dev.agentpool.config.WebhookOrigins;
import dev.agentpool.doctor.AgentSights;
import dev.agentpool.doctor.Doctor;
import dev.agentpool.doctor.Inventory;
import dev.agentpool.engine.Engine;
import dev.agentpool.engine.Intake;
import dev.agentpool.feed.JournalFeed;
import dev.agentpool.feed.Waits;
import dev.agentpool.inside.Callers;
import dev.agentpool.inside.child.ChildrenWatch;
import dev.agentpool.inside.child.InsideLedger;
import dev.agentpool.inside.right.Gate;
import dev.agentpool.keep.KeptTexts;
import dev.agentpool.ledger.Ledger;
import dev.agentpool.mailroom.Mailroom;
import dev.agentpool.mailroom.Step;
import dev.agentpool.mailroom.door.PoolDoors;
import dev.agentpool.mcp.tools.McpParts;
import dev.agentpool.mcp.tools.PoolDesk;
import dev.agentpool.metrics.PoolMeters;
import dev.agentpool.node.Node;
import dev.agentpool.node.parts.AgentVariables;
import dev.agentpool.node.parts.NodeParts;
import dev.agentpool.node.parts.WallsHere;
import dev.agentpool.node.pause.ProviderPauses;
import dev.agentpool.node.persona.Personas;
import dev.agentpool.node.token.Secrets;
import dev.agentpool.node.token.SlotTokens;
import dev.agentpool.operation.House;
import dev.agentpool.post.OldPools;
import dev.agentpool.process.Confinement;
import dev.agentpool.process.Peer;
import dev.agentpool.process.ProcessHost;
import dev.agentpool.project.Projects;
import dev.agentpool.redact.Redaction;
import dev.agentpool.rest.Api;
import dev.agentpool.rest.Entrance;
import dev.agentpool.rest.UnixSocketServer;
import dev.agentpool.role.ExpertPersona;
import dev.agentpool.role.Experts;
import dev.agentpool.schedule.Schedules;
import dev.agentpool.schedule.Timekeeper;
import dev.agentpool.session.LaunchSeal;
import dev.agentpool.time.AwakeTime;
import dev.agentpool.webhook.WebhookParts;
import dev.agentpool.webhook.Webhooks;
import dev.agentpool.workspace.MergeWishes;
import dev.agentpool.workspace.git.GitWorkspaces;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Wires one daemon by hand, in the order in which things need each other, and takes it apart in the
 * opposite one: all of it, whatever a part throws, and also when the wiring itself breaks half way.
 * The instance lock is held by whoever starts it.
 */
public final class Daemon implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Daemon.class);
  private static final Duration SWEEP = Duration.ofHours(1);
  private static final Duration GIT_LIMIT = Duration.ofMinutes(2);
  private final Parts parts = new Parts();
  private final Engine engine;
  private final Projects projects;
  private final Intake intake = new Intake();
  private final Stopping stopping;

  /** What a daemon is started for. */
  enum Purpose {
    SERVE,
    /** To end what the daemon before left, and then itself; it begins no work. */
    STOP
  }

  /**
   * Takes over what the daemon before left, then serves.
   *
   * @param environment of the daemon; agents get what {@link AgentEnvironment} leaves of it
   * @param exit ends the process, after a stop was answered
   */
  public Daemon(
      Home home, Map<String, String> environment, NodeParts.Timings timings, Runnable exit)
      throws IOException {
    this(
        home,
        environment,
        timings,
        exit,
        Purpose.SERVE,
        UnaryOperator.identity(),
        Redaction.standard());
  }

  /**
   * @param logged what the log of this process goes through: what it finds is counted too
   * @param over what a program that embeds the daemon says about its pools beyond their files
   */
  Daemon(
      Home home,
      Map<String, String> environment,
      NodeParts.Timings timings,
      Runnable exit,
      Purpose purpose,
      UnaryOperator<PoolConfig> over,
      Redaction logged)
      throws IOException {
    try {
      Clock clock = Clock.systemUTC();
      AwakeTime awake = parts.add(AwakeTime.ofMachine());
      Ledger ledger = parts.add(Ledgers.open(home, environment, clock));
      ProcessHost processes = parts.add(new ProcessHost(Confinements.settings(environment)));
      WallsHere walls = Confinements.walls(processes.walls());
      KeptTexts kept =
          new KeptTexts(logged.with(RedactionTable.of(home, told -> LOG.warn("{}", told))));
      JournalFeed feed = parts.add(new JournalFeed(ledger));
      ActivityLog activity = parts.add(new ActivityLog(home, ledger::now, kept));
      Map<String, String> forAgents = AgentEnvironment.of(environment, home);
      AgentVariables variables = new AgentVariables(forAgents);
      Path dist = Path.of(System.getProperty("agentpool.dist", "."));
      Providers providers =
          parts.add(
              Providers.all(
                  processes,
                  awake,
                  dist,
                  new LaunchSeal(Secrets.at(home.state().resolve("launch-secret")))));
      GitWorkspaces workspaces =
          parts.add(
              GitWorkspaces.ofDaemon(home.root(), forAgents, GIT_LIMIT, clock, mergeWishes(home)));
      String id = NodeId.of(home);
      KnownPrices prices = KnownPrices.of(home);
      Personas personas = new Personas(ExpertPersona::server);
      Node node =
          parts.add(
              new Node(
                  new NodeParts(
                      id,
                      home,
                      ledger,
                      feed,
                      providers.byName(),
                      workspaces,
                      activity,
                      new ProviderPauses(),
                      variables,
                      awake,
                      timings,
                      walls,
                      prices,
                      personas)));
      projects = new Projects(home, node, ledger, over, new OldPools());
      stopping = new Stopping(awake, node::stop, exit);
      switch (purpose) {
        case SERVE -> node.start(projects::configOf);
        case STOP -> {
          intake.close("this daemon only ends what another one left: start one for new work");
          node.startToStop(projects::configOf);
        }
      }
      Waits waits = new Waits(ledger, feed);
      InsideLedger shared = new InsideLedger(ledger, node, kept);
      Callers callers = new Callers(node, ledger, new SlotTokens(home));
      Gate gate = new Gate(callers, ledger);
      parts.add(ChildrenWatch.start(shared, ledger, feed));
      Supplier<ArtifactRules> rules = ArtifactRules.of(home);
      Artifacts artifacts =
          new Artifacts(
              home.artifacts(),
              activity,
              workspaces.differences(),
              ledger::now,
              ArtifactRules.transcriptBytes(rules));
      Retention retention = new Retention(home, artifacts, ledger, rules, ledger::now);
      engine =
          Engines.of(
              home,
              environment,
              shared,
              intake,
              node,
              waits,
              feed,
              activity,
              artifacts,
              retention,
              rules,
              workspaces);
      Experts experts = Engines.experts(home, ledger, engine, node, projects, dist);
      personas.are(experts.persona());
      if (purpose == Purpose.SERVE) {
        parts.add(experts.watch(feed));
      }
      Confinement confinement = processes.confinement();
      Doctor doctor =
          new Doctor(
              home,
              providers.byName(),
              variables,
              Confinements.described(confinement),
              confinement != Confinement.MARKER_SWEEP,
              new AgentSights(workspaces),
              walls);
      House.Facts facts =
          new House.Facts(
              ProcessHandle.current().pid(),
              Version.current(),
              Version.build(dist),
              id,
              clock.instant(),
              home.socket().toString());
      PoolMeters meters =
          parts.add(new PoolMeters(ledger, feed, node, facts.version(), kept::counts));
      Webhooks webhooks =
          parts.add(
              new Webhooks(
                  WebhookParts.standard(
                      ledger,
                      feed,
                      engine.chains()::result,
                      kept,
                      () -> WebhookOrigins.read(home),
                      home.state().resolve("webhooks"),
                      facts.version(),
                      clock,
                      (pool, delivery) -> meters.webhook(pool, delivery.result()))));
      webhooks.start();
      engine
          .drains()
          .onDrained((pool, summary) ->
              webhooks.drained(pool, summary.totalTasksCompleted(), summary.totalCost()));
      Schedules.Work scheduled = Engines.scheduled(ledger, engine, node, projects);
      House house =
          new House(
              engine,
              shared,
              node,
              projects,
              webhooks,
              new Schedules(shared, scheduled, clock),
              doctor,
              new Inventory(providers.byName(), variables, prices, () -> Catalogs.of(home)),
              new Capacity(
                  ledger,
                  providers.byName(),
                  variables,
                  UsageMeters.of(providers.byName().keySet(), processes, home, environment),
                  UsageTable.of(home)),
              home,
              facts,
              this::stop,
              experts);
      McpParts mcpParts = new McpParts(house, feed, activity, gate);
      Api api =
          new Api(
              house,
              feed,
              activity,
              stopping::owe,
              new Api.Outside(meters, PoolDesk.guestDesks(mcpParts), gate));
      Function<SocketChannel, Peer> peers = processes::peer;
      List<HomeWatch.Door> doors = new ArrayList<>();
      for (Callers.Door door : Callers.Door.values()) {
        Path rest = door == Callers.Door.MAIN ? home.socket() : home.insideSocket();
        Path mcp = door == Callers.Door.MAIN ? McpFaces.socket(home) : home.insideMcpSocket();
        Entrance entrance = new Entrance(gate, door, peers);
        doors.add(
            parts.add(SocketDoor.open(rest, () -> UnixSocketServer.start(rest, api, entrance))));
        doors.add(
            parts.add(SocketDoor.open(mcp, () -> McpFaces.start(mcp, mcpParts, door, peers))));
      }
      if (purpose == Purpose.SERVE) {
        parts.add(new FilesWatch(projects::follow)).start();
        Mailroom mailroom =
            parts.add(
                new Mailroom(
                        ledger,
                        feed,
                        experts.office(),
                        experts.board(),
                        activity,
                        experts.pools(),
                        projects::follow,
                        clock,
                        Path.of(environment.getOrDefault("HOME", home.root().toString())),
                        Step.Listener.NONE)
                    .start());
        parts.add(
            new PoolDoors(
                    new PoolDoors.Parts(
                        ledger,
                        node,
                        engine.drains(),
                        experts.pools(),
                        experts.office().rosters(),
                        experts.board(),
                        experts.server(),
                        mailroom::subscribe,
                        gate.callers(),
                        pool -> home.insidePoolSocket(pool.value()),
                        peers))
                .start(feed));
        Timekeeper timekeeper =
            parts.add(
                new Timekeeper(
                        ledger,
                        scheduled,
                        pool -> Files.isDirectory(Path.of(pool.directory())),
                        clock)
                    .start(feed));
        awake.onSleep(_ -> timekeeper.wake());
        parts.add(new FilesWatch(() -> retention.sweep(false), SWEEP)).start();
      }
      parts.add(new HomeWatch(home, doors, () -> homeless(node)).started());
      LOG.info("daemon {} of {} serves {}", facts.version(), home.root(), home.socket());
    } catch (IOException | RuntimeException | Error broken) {
      parts.closeAfter(broken);
      throw broken;
    }
  }

  private static Supplier<MergeWishes> mergeWishes(Home home) {
    Supplier<GitPolicy> policy = GitPolicy.of(home);
    return () -> {
      GitPolicy now = policy.get();
      return new MergeWishes(now.signMerges(), now.mergeHooks());
    };
  }

  Engine engine() {
    return engine;
  }

  Projects projects() {
    return projects;
  }

  /**
   * Takes no new work, waits until the deadline for what runs, and ends what is left. A second call
   * joins the first, whose deadline it may shorten, and returns the same report.
   */
  public Node.StopReport stop(Duration deadline) throws InterruptedException {
    beginStop(deadline);
    return stopping.stop(deadline);
  }

  /** Begins a stop that nobody waits for, or shortens the one under way. */
  void beginStop(Duration deadline) {
    intake.close(
        "the daemon is stopping and takes no new work; when it has stopped, the next command, or"
            + " agentpool start, starts it again");
    stopping.begin(deadline);
  }

  private void homeless(Node node) {
    node.endAtOnce();
    beginStop(Duration.ZERO);
  }

  /**
   * Lets go of everything without ending any child: what still runs is adopted by the next daemon.
   */
  @Override
  public void close() {
    parts.close();
  }
}
