package dev.agentpool.session;

import org.jspecify.annotations.Nullable;

/**
 * One prompt.
 *
 * @param id a UUID, chosen by the caller, by which the agent's lines are correlated with this turn
 * @param schema JSON text of the asked structured output, null for none; it must also be in the
 *     session's spec when the provider takes it only at launch
 */
public record TurnRequest(String id, String prompt, @Nullable String schema) {}
