package dev.agentpool.provider.rpc;

import dev.agentpool.budget.Money;
import dev.agentpool.task.TokenUsage;
import org.jspecify.annotations.Nullable;

/**
 * A conversation in a process, as the daemon after this one must know it.
 *
 * @param id the provider's own
 * @param model that it is held with; null when the CLI does not say
 * @param begun whether it was sent a prompt
 * @param spent what it has taken in all, with a CLI that counts so; else nothing
 * @param paid what it has cost in all by its CLI's own dollars; null when it has a past of which
 *     that is not known
 */
public record Conversation(
    String id, @Nullable String model, boolean begun, TokenUsage spent, @Nullable Money paid) {
  /** One that was sent nothing yet. */
  public Conversation(String id, @Nullable String model) {
    this(id, model, false, TokenUsage.NONE, Money.ZERO);
  }

  /** One that another process held. */
  public Conversation withPast() {
    return new Conversation(id, model, true, spent, null);
  }

  /** It was sent a prompt. */
  public Conversation goneOnWith() {
    return new Conversation(id, model, true, spent, paid);
  }

  public Conversation having(TokenUsage total) {
    return new Conversation(id, model, begun, total, paid);
  }

  public Conversation having(Money total) {
    return new Conversation(id, model, begun, spent, total);
  }
}
