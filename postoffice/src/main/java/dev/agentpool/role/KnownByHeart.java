package dev.agentpool.role;

import dev.agentpool.post.Expert;
import dev.agentpool.post.Mailed;
import dev.agentpool.task.TaskState;

/** What an expert knows, as far as it goes into a prompt. */
public interface KnownByHeart {
  /**
   * The sections with their headings; empty when it knows nothing.
   *
   * @param doing what it is about to do
   */
  String of(Expert expert, Mailed doing);

  /** How the task ended in whose prompt it was. */
  void ended(Expert expert, Mailed done, TaskState state);
}
