package dev.agentpool.knowledge.choice;

import java.time.Instant;

/**
 * In how many tasks' prompts an entry was, and how those ended; what runs has not ended.
 *
 * @param last when it was in a prompt last
 */
public record Figure(int tasks, int completed, int failed, Instant last) {
  /** Of an entry that was in no prompt. */
  public static final Figure NONE = new Figure(0, 0, 0, Instant.EPOCH);

  Figure with(Figure other) {
    return new Figure(
        tasks + other.tasks,
        completed + other.completed,
        failed + other.failed,
        last.isAfter(other.last) ? last : other.last);
  }

  /** The more tasks ended well, and the larger their part, the more. */
  double worth() {
    return completed * (completed + 1.0) / (completed + failed + 2.0);
  }
}
