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

  /**
   * Tells the agent something while it works on this. {@link AgentEvent.Heard} says when it has it;
   * what it has not heard when the turn is over it never hears of. Told once, however often it is
   * asked for, also by a later daemon.
   *
   * @param id of the word, a UUID
   * @return false when this agent takes no words, or none any more
   */
  default boolean tell(String id, String text) {
    return false;
  }

  /** Asks the agent to stop by its protocol. Harmless when the turn is over. */
  void interrupt();
}
