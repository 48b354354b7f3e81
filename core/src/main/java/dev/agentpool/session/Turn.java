package dev.agentpool.session;

import dev.agentpool.task.TaskResult;
import java.time.Duration;
import java.util.Optional;

/** One prompt into a session and the result that closes it. Thread-safe. */
public interface Turn {
  /** Blocks until the result is there. Returns the same one each time. */
  TaskResult await() throws InterruptedException;

  /** As {@link #await()}, but at most so long. */
  Optional<TaskResult> await(Duration atMost) throws InterruptedException;

  /** Asks the agent to stop by its protocol. Harmless when the turn is over. */
  void interrupt();
}
