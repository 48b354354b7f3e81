package dev.agentpool.request;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.Optional;

/**
 * Which models are wanted.
 *
 * @param provider of this agent CLI alone; of all when absent
 */
public record ModelFilter(
    @JsonPropertyDescription("of this agent CLI alone, as the setting provider names it")
        Optional<String> provider) {}
