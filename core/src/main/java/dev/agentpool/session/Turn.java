package dev.agentpool.session;

import dev.agentpool.task.AgentReport;
import java.time.Duration;
import java.util.Optional;

/** One prompt into a session and what the agent brought when it closed. Thread-safe. */
public interface Turn {
  /** Blocks until the result is there. Returns the same one each time. */
  AgentReport await() throws InterruptedException;

  /** As {@link #await()}, but at most so long. */
  Optional<AgentReport> await(Duration atMost) throws InterruptedException;

  /** Asks the agent to stop by its protocol. Harmless when the turn is over. */
  void interrupt();
}
