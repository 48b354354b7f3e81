package dev.agentpool.ledger;

import dev.agentpool.task.TaskId;
import java.util.List;

/** What the ledger tells of attempts. */
public interface AttemptReadings {
  List<AttemptRecord> attempts(TaskId task);

  /**
   * Attempts of this node that are not settled, running or cancelled while running: what a
   * restarted node adopts.
   */
  List<AttemptRecord> openAttempts(String node);
}
