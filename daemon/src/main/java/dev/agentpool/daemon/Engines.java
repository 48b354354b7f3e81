package dev.agentpool.daemon;

import dev.agentpool.activity.ActivityLog;
import dev.agentpool.artifact.Artifacts;
import dev.agentpool.artifact.Retention;
import dev.agentpool.capacity.UsageGate;
import dev.agentpool.config.ArtifactRules;
import dev.agentpool.config.ConfigException;
import dev.agentpool.config.Home;
import dev.agentpool.config.PoolConfig;
import dev.agentpool.config.SessionsTable;
import dev.agentpool.config.UsageTable;
import dev.agentpool.engine.ChainView;
import dev.agentpool.engine.Chains;
import dev.agentpool.engine.ConversationRules;
import dev.agentpool.engine.Coordinator;
import dev.agentpool.engine.Engine;
import dev.agentpool.engine.FileLeases;
import dev.agentpool.engine.Intake;
import dev.agentpool.engine.LiveSessions;
import dev.agentpool.engine.Messages;
import dev.agentpool.engine.Metrics;
import dev.agentpool.engine.MoneyRules;
import dev.agentpool.engine.Observer;
import dev.agentpool.engine.OwnWorktrees;
import dev.agentpool.engine.PoolSkills;
import dev.agentpool.engine.ProviderRules;
import dev.agentpool.engine.Pruning;
import dev.agentpool.engine.Questions;
import dev.agentpool.engine.Refused;
import dev.agentpool.engine.Reviews;
import dev.agentpool.engine.Routing;
import dev.agentpool.engine.SharedContext;
import dev.agentpool.engine.Sights;
import dev.agentpool.engine.SlotNames;
import dev.agentpool.engine.Standstills;
import dev.agentpool.engine.TaskArtifacts;
import dev.agentpool.engine.TaskWork;
import dev.agentpool.engine.Tasks;
import dev.agentpool.engine.WarmAgents;
import dev.agentpool.engine.WorkflowRuns;
import dev.agentpool.feed.JournalFeed;
import dev.agentpool.feed.Waits;
import dev.agentpool.ledger.Ledger;
import dev.agentpool.node.Drains;
import dev.agentpool.node.Node;
import dev.agentpool.node.SlotOperations;
import dev.agentpool.node.token.SlotTokens;
import dev.agentpool.pool.PoolId;
import dev.agentpool.pool.SlotName;
import dev.agentpool.post.Queue;
import dev.agentpool.project.Projects;
import dev.agentpool.role.ChosenKnowledge;
import dev.agentpool.role.Experts;
import dev.agentpool.schedule.Schedules;
import dev.agentpool.session.ProviderException;
import dev.agentpool.settings.Settings;
import dev.agentpool.workspace.git.GitWorkspaces;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Puts the engine together. */
final class Engines {
  private Engines() {}

  static Engine of(
      Home home,
      Map<String, String> environment,
      Ledger ledger,
      Intake intake,
      Node node,
      Waits waits,
      JournalFeed feed,
      ActivityLog activity,
      Artifacts artifacts,
      Retention retention,
      Supplier<ArtifactRules> rules,
      GitWorkspaces workspaces) {
    Path userHome = Path.of(environment.getOrDefault("HOME", home.root().toString()));
    ConversationRules conversations = new ConversationRules(node);
    ProviderRules providers = new ProviderRules(node);
    MoneyRules money = new MoneyRules(node);
    intake.heed(asked -> providers.checked(conversations.decided(money.decided(asked))));
    Tasks tasks =
        new Tasks(ledger, waits, new SlotNames(node), intake, new Standstills(node, ledger));
    PoolSkills skills =
        new PoolSkills(ledger, tasks, home, userHome, AgentEnvironment.of(environment, home));
    Chains chains =
        new Chains(ledger, intake, new ChainView(ledger, activity), workspaces, skills::texts);
    LiveSessions sessions =
        new LiveSessions(
            ledger,
            intake,
            node,
            SessionsTable.of(home),
            new UsageGate(ledger, UsageTable.of(home))::require);
    Reviews reviews = new Reviews(ledger, workspaces, home);
    OwnWorktrees worktrees = new OwnWorktrees(ledger, node, workspaces.trees(), home);
    return new Engine(
        tasks,
        chains,
        new WorkflowRuns(chains, home),
        skills,
        new WarmAgents(tasks, new NodeAgentSlots(node), home, userHome, ledger::now),
        new Routing(tasks, chains),
        reviews,
        new TaskWork(reviews, worktrees, workspaces.usersTree()),
        new Questions(ledger),
        new Sights(ledger),
        new SharedContext(ledger),
        new Messages(
            ledger,
            token -> new SlotTokens(home).session(token).flatMap(node::session),
            pool -> slots(node, pool)),
        new FileLeases(ledger),
        new TaskArtifacts(ledger, artifacts, retention, rules, home),
        worktrees,
        new Pruning(ledger, reviews, worktrees, workspaces.branches()),
        sessions,
        new Observer(sessions, feed, activity),
        new Metrics(ledger),
        new SlotOperations(node),
        new Drains(node),
        new Coordinator(ledger, tasks, home, launcher()));
  }

  /**
   * What is asked of expert pools.
   *
   * @param whole ledger, since mail is nobody's child
   */
  static Experts experts(
      Home home, Ledger whole, Engine engine, Node node, Projects projects, Path dist) {
    Path launcher = dist.resolve("agent-pool").toAbsolutePath();
    return Experts.of(
        whole,
        Queue.of(engine.tasks()),
        home,
        launcher,
        new ChosenKnowledge(whole),
        pool -> node.config(pool).or(() -> opened(whole, projects, pool)));
  }

  /** Submits what schedules want; a pool that is not open is opened for it. */
  static Schedules.Work scheduled(Ledger ledger, Engine engine, Node node, Projects projects) {
    return (id, prompt, how) -> {
      PoolConfig pool =
          node.config(id)
              .or(() -> opened(ledger, projects, id))
              .orElseThrow(() ->
                  new Refused(
                      Refused.Kind.CONFLICT,
                      "config_invalid",
                      "the pool's files cannot be used: agentpool config validate says why"));
      return engine.tasks().submit(pool, prompt, how);
    };
  }

  private static Optional<PoolConfig> opened(Ledger ledger, Projects projects, PoolId id) {
    try {
      return ledger.pools().stream()
          .filter(pool -> pool.id().equals(id))
          .findFirst()
          .map(pool -> projects.open(pool.directory()))
          .filter(pool -> pool.id().equals(id));
    } catch (ConfigException gone) {
      return Optional.empty();
    }
  }

  /** The program of the image that this daemon belongs to, else the one on the path. */
  private static Path launcher() {
    Path ours = Path.of(System.getProperty("agentpool.dist", "."), "agentpool").toAbsolutePath();
    return Files.isExecutable(ours) ? ours : Path.of("agentpool");
  }

  private static Set<String> slots(Node node, PoolId pool) {
    Set<String> ids = new LinkedHashSet<>();
    node.pool(pool).ifPresent(view -> view.slots().forEach(slot -> ids.add(slot.id())));
    return ids;
  }

  private record NodeAgentSlots(Node node) implements WarmAgents.AgentSlots {
    @Override
    public long warm(PoolId pool, SlotName.Agent slot, Settings settings) {
      for (WarmAgents.Warm warm : list(pool)) {
        if (slot.agent().equals(warm.name()) && warm.running() != null) {
          return Objects.requireNonNull(warm.pid()); // at a task: up already
        }
      }
      try {
        return node.warm(pool, slot.id(), settings)
            .orElseThrow(() ->
                new Refused(
                    Refused.Kind.CONFLICT,
                    "agent_busy",
                    "the agent is at a task: its process is up"));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new Refused(Refused.Kind.TIMED_OUT, "interrupted", "interrupted while warming up");
      } catch (ProviderException | IllegalStateException e) {
        throw new Refused(Refused.Kind.CONFLICT, "agent_unusable", String.valueOf(e.getMessage()));
      }
    }

    @Override
    public Node.Reset reset(PoolId pool, SlotName.Agent slot) {
      try {
        return node.resetSlot(pool, slot.id());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new Refused(Refused.Kind.TIMED_OUT, "interrupted", "interrupted while resetting");
      }
    }

    @Override
    public List<WarmAgents.Warm> list(PoolId pool) {
      return node.agentSlots(pool).stream()
          .filter(slot -> slot.pid() != null)
          .flatMap(slot ->
              SlotName.of(slot.id()) instanceof SlotName.Agent(String agent)
                  ? Stream.of(new WarmAgents.Warm(agent, slot.pid(), slot.task()))
                  : Stream.empty())
          .toList();
    }
  }
}
