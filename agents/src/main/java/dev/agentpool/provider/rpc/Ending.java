package dev.agentpool.provider.rpc;

import dev.agentpool.task.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * How an agent ends a turn.
 *
 * @param taken by this turn
 * @param structured JSON text of structured output; null when there is none
 */
public record Ending(Outcome outcome, Taken taken, @Nullable String structured) {}
