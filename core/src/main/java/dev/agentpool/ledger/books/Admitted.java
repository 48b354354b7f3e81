package dev.agentpool.ledger.books;

import dev.agentpool.task.TaskId;
import java.util.List;

/**
 * What an idempotency key stands for: the fingerprint of the submission and the tasks it became.
 */
public record Admitted(String fingerprint, List<TaskId> tasks) {
  public Admitted {
    tasks = List.copyOf(tasks);
  }
}
