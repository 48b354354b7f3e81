package dev.agentpool.provider.rpc;

import dev.agentpool.budget.Cost;
import dev.agentpool.task.Outcome;
import dev.agentpool.task.TokenUsage;
import org.jspecify.annotations.Nullable;

/**
 * How an agent ends a turn.
 *
 * @param tokens of this turn
 * @param turns model turns that it counted; 0 when it does not count
 * @param structured JSON text of structured output; null when there is none
 */
public record Ending(
    Outcome outcome, Cost cost, TokenUsage tokens, int turns, @Nullable String structured) {}
