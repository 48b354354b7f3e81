package dev.agentpool.provider.rpc;

import dev.agentpool.budget.Cost;
import dev.agentpool.budget.Money;
import dev.agentpool.task.TokenUsage;
import org.jspecify.annotations.Nullable;

/**
 * What a turn took, as far as its agent told.
 *
 * @param cost in the agent's own dollars; unknown when it told none
 * @param all whether the tokens are all that it took; else it took these at least
 * @param turns model turns that were counted; 0 when nobody counts
 * @param model that took them, where the agent says so only with them; else null
 */
public record Taken(Cost cost, TokenUsage tokens, boolean all, int turns, @Nullable String model) {
  /** It may have taken anything. */
  public static final Taken UNTOLD =
      new Taken(new Cost.Unknown(Money.ZERO), TokenUsage.NONE, false, 0, null);

  /** No model was asked. */
  public static final Taken NOTHING = new Taken(Cost.NOTHING, TokenUsage.NONE, true, 0, null);

  /** Tokens and no dollars; nothing that was counted says nothing. */
  public static Taken of(TokenUsage tokens, boolean all, int turns) {
    boolean told = !tokens.equals(TokenUsage.NONE);
    return new Taken(new Cost.Unknown(Money.ZERO), tokens, told && all, turns, null);
  }

  public Taken withCost(Cost told) {
    return new Taken(told, tokens, all, turns, model);
  }

  public Taken by(@Nullable String named) {
    return new Taken(cost, tokens, all, turns, named);
  }

  /** The end of it was not heard: what was under way may have taken more. */
  public Taken atLeast() {
    Cost least = cost.isKnown() ? new Cost.Unknown(cost.atLeast()) : cost;
    return new Taken(least, tokens, false, turns, model);
  }
}
