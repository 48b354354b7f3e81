package dev.agentpool.api;

import dev.agentpool.answer.Agent;
import java.util.List;

/**
 * Agents out of definition files, each with a process of its own that is kept warm (spec slot-pool
 * 13). An agent does its tasks one at a time, oldest first.
 *
 * {@snippet :
 * Agents agents = pool.agents();
 * agents.warmup("reviewer");
 * System.out.println(agents.invoke("reviewer", "Review README.").await().result().output());
 * agents.reset("reviewer");
 * }
 */
public interface Agents {
  /** Those that have a definition, then those that have a process and none any more. */
  List<Agent> list();

  /** Queues a task for an agent. */
  default TaskHandle invoke(String agent, String task) {
    return invoke(agent, task, TaskOptions.DEFAULTS);
  }

  /** The same, with options over the definition's settings. */
  TaskHandle invoke(String agent, String task, TaskOptions options);

  /**
   * Starts the agent's process, or finds it running, and returns its pid; asks the model nothing.
   */
  long warmup(String agent);

  /** Ends the agent's process; false when there was none. */
  boolean reset(String agent);
}
