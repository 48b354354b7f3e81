package dev.agentpool.request;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import java.util.Optional;

/** Advice to the router. Stands unwrapped in requests. */
public record HintChoices(
    @JsonPropertyDescription("enforced") Optional<Integer> maxParallel,
    @JsonPropertyDescription("enforced") Optional<Integer> maxChainSteps,
    @JsonPropertyDescription(
            "prefer_single, prefer_parallel or prefer_chain; anything else is ignored")
        Optional<String> prefer,
    Optional<String> domain,
    List<String> decompositionHints) {}
