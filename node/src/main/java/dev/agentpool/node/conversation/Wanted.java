package dev.agentpool.node.conversation;

import dev.agentpool.task.AttemptKey;
import dev.agentpool.task.ConversationKey;
import org.jspecify.annotations.Nullable;

/**
 * What a session is to have in its context.
 *
 * @param resume the CLI's id of the conversation to go on with; null for none
 * @param shared where that stands, when tasks share it; null when it is the task's own
 */
public record Wanted(@Nullable String resume, @Nullable Shared shared) {
  /** An empty context. */
  public static final Wanted FRESH = new Wanted(null, null);

  /**
   * A conversation that tasks share, at one moment: a process that has it so goes on with it, and
   * one that has it from an earlier moment does not, for others have gone on with it since.
   *
   * @param last whose turn was the last; null before the first
   */
  public record Shared(ConversationKey key, @Nullable AttemptKey last) {}

  public Wanted startedOver() {
    return new Wanted(null, shared);
  }
}
