package dev.agentpool.engine;

import dev.agentpool.config.Home;
import dev.agentpool.config.PoolConfig;
import dev.agentpool.config.PoolFiles;
import dev.agentpool.plan.InvalidPlan;
import dev.agentpool.plan.PlanOptions;
import dev.agentpool.plan.Workflow;
import dev.agentpool.plan.WorkflowExpansion;
import dev.agentpool.plan.Workflows;
import dev.agentpool.pool.PoolId;
import dev.agentpool.task.TaskId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The workflows of each pool, and running them (spec slot-pool 8.6). Thread-safe. */
public final class WorkflowRuns {
  private final Chains chains;
  private final Home home;
  private final PoolFiles files;
  private final Map<PoolId, Workflows> registries = new ConcurrentHashMap<>();

  public WorkflowRuns(Chains chains, Home home) {
    this.chains = chains;
    this.home = home;
    this.files = new PoolFiles(home);
  }

  /** The registry of a pool: built in, the user's, the project's. */
  public Workflows of(PoolConfig pool) {
    return registries.computeIfAbsent(
        pool.id(),
        _ ->
            new Workflows(
                home.root().resolve("workflows"),
                pool.directory().resolve(".agent-pool").resolve("workflows"),
                () -> files.trusts(pool.directory())));
  }

  /** Throws {@link Refused}: workflow 'NAME' not found. */
  public Workflow get(PoolConfig pool, String name) {
    try {
      return of(pool).find(name).workflow();
    } catch (InvalidPlan missing) {
      throw new Refused(
          Refused.Kind.NOT_FOUND, "workflow_not_found", String.valueOf(missing.getMessage()));
    }
  }

  /**
   * Submits a workflow; returns the id of the task that stands for it.
   *
   * @param options its isolation and what to do at the end are the workflow's own
   */
  public TaskId submit(
      PoolConfig pool, String name, Map<String, String> arguments, PlanOptions options) {
    Workflow workflow = get(pool, name);
    try {
      List<dev.agentpool.plan.ExpandedStep> steps = WorkflowExpansion.of(workflow, arguments);
      PlanOptions titled =
          options.title() == null ? options.withTitle("workflow: " + name) : options;
      return chains.submitSteps(pool, steps, titled.in(workflow.isolation(), workflow.onFinish()));
    } catch (InvalidPlan invalid) {
      throw Refused.invalid(String.valueOf(invalid.getMessage()));
    }
  }
}
