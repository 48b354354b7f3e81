package dev.agentpool.daemon;

import dev.agentpool.config.Home;
import dev.agentpool.config.PoolConfig;
import dev.agentpool.config.WebhookOrigins;
import dev.agentpool.engine.Engine;
import dev.agentpool.ledger.Ledger;
import dev.agentpool.mcp.tools.McpParts;
import dev.agentpool.mcp.tools.PoolDesk;
import dev.agentpool.metrics.PoolMeters;
import dev.agentpool.node.ActivityLog;
import dev.agentpool.node.AgentVariables;
import dev.agentpool.node.Doctor;
import dev.agentpool.node.JournalFeed;
import dev.agentpool.node.Node;
import dev.agentpool.node.NodeParts;
import dev.agentpool.node.NodeTimings;
import dev.agentpool.node.Projects;
import dev.agentpool.node.ProviderPauses;
import dev.agentpool.node.Secrets;
import dev.agentpool.node.Waits;
import dev.agentpool.process.Confinement;
import dev.agentpool.process.HostSettings;
import dev.agentpool.process.ProcessHost;
import dev.agentpool.rest.Api;
import dev.agentpool.rest.UnixSocketServer;
import dev.agentpool.session.AgentProvider;
import dev.agentpool.session.LaunchSeal;
import dev.agentpool.time.AwakeTime;
import dev.agentpool.webhook.WebhookParts;
import dev.agentpool.webhook.Webhooks;
import dev.agentpool.workspace.Workspaces;
import dev.agentpool.workspace.git.GitWorkspaces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Wires one daemon by hand, in the order in which things need each other, and takes it apart in the
 * opposite one. The instance lock is held by whoever starts it.
 */
public final class Daemon implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Daemon.class);
  private static final Duration GIT_LIMIT = Duration.ofMinutes(2);
  private final Home home;
  private final AwakeTime awake;
  private final ProcessHost processes;
  private final Ledger ledger;
  private final JournalFeed feed;
  private final Node node;
  private final PoolMeters meters;
  private final Webhooks webhooks;
  private final UnixSocketServer server;
  private final McpFaces mcp;
  private final Engine engine;
  private final Projects projects;
  private final ReentrantLock stopping = new ReentrantLock();
  private Node.@Nullable StopReport report; // guarded by stopping

  /**
   * Takes over what the daemon before left, then serves.
   *
   * @param environment of the daemon; agents get what {@link AgentEnvironment} leaves of it
   * @param exit ends the process, after a stop was answered
   */
  public Daemon(Home home, Map<String, String> environment, NodeTimings timings, Runnable exit)
      throws IOException {
    this(home, environment, timings, exit, UnaryOperator.identity());
  }

  /**
   * @param over what a program that embeds the daemon says about its pools beyond their files
   */
  Daemon(
      Home home,
      Map<String, String> environment,
      NodeTimings timings,
      Runnable exit,
      UnaryOperator<PoolConfig> over)
      throws IOException {
    this.home = home;
    this.ledger = Ledgers.open(home, environment);
    this.processes = new ProcessHost(HostSettings.defaults());
    this.feed = new JournalFeed(ledger);
    this.awake = AwakeTime.ofMachine();
    ActivityLog activity = new ActivityLog(home);
    Map<String, String> forAgents = AgentEnvironment.of(environment, home);
    Map<String, AgentProvider> providers =
        Providers.all(
            processes,
            awake,
            Path.of(System.getProperty("agentpool.dist", ".")),
            new LaunchSeal(Secrets.at(home.state().resolve("launch-secret"))));
    Workspaces workspaces = new GitWorkspaces(forAgents, GIT_LIMIT);
    String id = NodeId.of(home);
    this.node =
        new Node(
            new NodeParts(
                id,
                home,
                ledger,
                feed,
                providers,
                workspaces,
                activity,
                new ProviderPauses(),
                new AgentVariables(forAgents),
                awake,
                timings));
    this.projects = new Projects(home, node, ledger, over);
    node.start(projects::configOf);
    Waits waits = new Waits(ledger, feed);
    this.engine = Engines.of(home, environment, ledger, node, waits, activity, workspaces);
    Confinement confinement = processes.confinement();
    Doctor doctor =
        new Doctor(
            home,
            providers,
            forAgents,
            Confinements.described(confinement),
            confinement != Confinement.MARKER_SWEEP);
    Api.DaemonFacts facts =
        new Api.DaemonFacts(
            ProcessHandle.current().pid(),
            Version.current(),
            id,
            System.currentTimeMillis(),
            home.socket().toString());
    this.meters = new PoolMeters(ledger, feed, node, facts.version());
    this.webhooks =
        new Webhooks(
            WebhookParts.standard(
                ledger,
                feed,
                engine.chains()::result,
                () -> WebhookOrigins.read(home),
                home.state().resolve("webhooks"),
                facts.version(),
                (pool, delivery) -> meters.webhook(pool, delivery.result())));
    webhooks.start();
    engine
        .drains()
        .onDrained((pool, summary) ->
            webhooks.drained(pool, summary.totalTasksCompleted(), summary.totalCost()));
    McpParts mcpParts =
        new McpParts(engine, ledger, node, projects, feed, activity, facts.version());
    Files.deleteIfExists(home.socket()); // stale: the instance lock says that nobody else serves it
    this.server =
        UnixSocketServer.start(
            home.socket(),
            new Api(
                engine,
                ledger,
                node,
                projects,
                waits,
                feed,
                activity,
                doctor,
                facts,
                this::stop,
                exit,
                new Api.Outside(webhooks, meters, PoolDesk.guestDesks(mcpParts))));
    this.mcp = McpFaces.start(home, mcpParts);
    LOG.info("daemon {} of {} serves {}", facts.version(), home.root(), home.socket());
  }

  Engine engine() {
    return engine;
  }

  Projects projects() {
    return projects;
  }

  /**
   * Drains with a deadline and ends what is left; a second call waits for the first and returns its
   * report.
   */
  public Node.StopReport stop(Duration deadline) throws InterruptedException {
    stopping.lockInterruptibly();
    try {
      if (report == null) {
        report = node.stop(deadline);
        LOG.info("stopped: {}", report);
      }
      return report;
    } finally {
      stopping.unlock();
    }
  }

  /**
   * Lets go of everything without ending any child: what still runs is adopted by the next daemon.
   */
  @Override
  public void close() throws IOException {
    mcp.close();
    server.close();
    webhooks.close();
    meters.close();
    node.close();
    awake.close();
    feed.close();
    processes.close();
    ledger.close();
    Files.deleteIfExists(home.socket());
  }
}
