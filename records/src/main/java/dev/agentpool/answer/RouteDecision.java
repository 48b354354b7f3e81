package dev.agentpool.answer;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

/**
 * What the router decided; nothing of it was run.
 *
 * @param cost what deciding cost
 */
public record RouteDecision(
    @JsonUnwrapped RouteHead decided, @JsonUnwrapped(prefix = "routing_cost_") Cost cost) {}
