package dev.agentpool.answer;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import java.util.Optional;

/**
 * Work that a router decided how to run, under way.
 *
 * @param taskIds of the work: one, as many as prompts, or the chain
 * @param fallback why the router was not followed and the prompt run as one task
 */
public record AutoStarted(
    RouteHead route,
    @JsonUnwrapped(prefix = "routing_cost_") Cost routingCost,
    List<String> taskIds,
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
        @JsonPropertyDescription("why the router was not followed")
        Optional<String> fallback) {}
