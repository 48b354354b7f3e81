package dev.agentpool.engine;

/** Everything that can be asked of a pool, by feature; what the faces hold. */
public record Engine(
    Tasks tasks,
    Chains chains,
    WorkflowRuns workflows,
    PoolSkills skills,
    WarmAgents agents,
    Routing routing,
    Reviews reviews,
    SharedContext context,
    Messages messages,
    Metrics metrics) {}
