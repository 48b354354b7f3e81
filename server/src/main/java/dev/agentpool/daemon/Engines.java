package dev.agentpool.daemon;

import dev.agentpool.config.Home;
import dev.agentpool.engine.ChainView;
import dev.agentpool.engine.Chains;
import dev.agentpool.engine.Engine;
import dev.agentpool.engine.Messages;
import dev.agentpool.engine.Metrics;
import dev.agentpool.engine.PoolSkills;
import dev.agentpool.engine.Reviews;
import dev.agentpool.engine.Routing;
import dev.agentpool.engine.SharedContext;
import dev.agentpool.engine.Tasks;
import dev.agentpool.engine.WarmAgents;
import dev.agentpool.engine.WorkflowRuns;
import dev.agentpool.ledger.Ledger;
import dev.agentpool.node.ActivityLog;
import dev.agentpool.node.Node;
import dev.agentpool.node.SlotTokens;
import dev.agentpool.node.Waits;
import dev.agentpool.pool.PoolId;
import dev.agentpool.settings.Settings;
import dev.agentpool.workspace.Workspaces;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Puts the engine together. */
final class Engines {
  private Engines() {}

  static Engine of(
      Home home,
      Map<String, String> environment,
      Ledger ledger,
      Node node,
      Waits waits,
      ActivityLog activity,
      Workspaces workspaces) {
    Path userHome = Path.of(environment.getOrDefault("HOME", home.root().toString()));
    Tasks tasks = new Tasks(ledger, waits);
    PoolSkills skills = new PoolSkills(ledger, tasks, home, userHome);
    Chains chains = new Chains(ledger, new ChainView(ledger, activity), skills::texts);
    return new Engine(
        tasks,
        chains,
        new WorkflowRuns(chains, home),
        skills,
        new WarmAgents(tasks, new NodeAgentSlots(node), home, userHome),
        new Routing(ledger, tasks, chains),
        new Reviews(ledger, workspaces, home),
        new SharedContext(ledger),
        new Messages(ledger, new SlotTokens(home), pool -> slots(node, pool)),
        new Metrics(ledger));
  }

  private static Set<String> slots(Node node, PoolId pool) {
    Set<String> ids = new LinkedHashSet<>();
    node.pool(pool).ifPresent(view -> view.slots().forEach(slot -> ids.add(slot.id())));
    return ids;
  }

  private record NodeAgentSlots(Node node) implements WarmAgents.AgentSlots {
    @Override
    public long warm(PoolId pool, String slot, Settings settings) {
      throw new IllegalStateException("not yet");
    }

    @Override
    public boolean reset(PoolId pool, String slot) {
      throw new IllegalStateException("not yet");
    }

    @Override
    public List<WarmAgents.Warm> list(PoolId pool) {
      throw new IllegalStateException("not yet");
    }
  }
}
