package dev.agentpool.provider.rpc;

import dev.agentpool.task.TokenUsage;
import org.jspecify.annotations.Nullable;

/**
 * A conversation in a process, as the daemon after this one must know it.
 *
 * @param id the provider's own
 * @param model that it is held with; null when the CLI does not say
 * @param begun whether it was sent a prompt
 * @param spent what it has taken in all, with a CLI that counts so; else nothing
 */
public record Conversation(String id, @Nullable String model, boolean begun, TokenUsage spent) {
  /** One that was sent nothing yet. */
  public Conversation(String id, @Nullable String model) {
    this(id, model, false, TokenUsage.NONE);
  }

  /** One with a past. */
  public Conversation goneOnWith() {
    return new Conversation(id, model, true, spent);
  }

  public Conversation having(TokenUsage total) {
    return new Conversation(id, model, begun, total);
  }
}
