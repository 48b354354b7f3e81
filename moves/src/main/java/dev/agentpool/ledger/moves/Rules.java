package dev.agentpool.ledger.moves;

import dev.agentpool.task.Decision;
import dev.agentpool.task.Move;
import dev.agentpool.task.TaskRecord;
import java.time.Instant;

/**
 * The rules of a task's life: {@code TaskRules::decide}, or broken ones where a test proves that
 * breaking is seen.
 */
@FunctionalInterface
public interface Rules {
  Decision decide(TaskRecord task, Move move, Instant now);
}
