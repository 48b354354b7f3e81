package dev.agentpool.engine;

import dev.agentpool.node.Drains;
import dev.agentpool.node.SlotOperations;

/** Everything that can be asked of a pool, by feature; what the faces hold. */
public record Engine(
    Tasks tasks,
    Chains chains,
    WorkflowRuns workflows,
    PoolSkills skills,
    WarmAgents agents,
    Routing routing,
    Reviews reviews,
    TaskWork work,
    Questions questions,
    Sights sights,
    SharedContext context,
    Messages messages,
    FileLeases leases,
    TaskArtifacts artifacts,
    OwnWorktrees worktrees,
    Pruning pruning,
    LiveSessions sessions,
    Observer observer,
    Metrics metrics,
    SlotOperations slots,
    Drains drains,
    Coordinator coordinator) {}
