package dev.agentpool.answer;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.OptionalLong;

/**
 * What a pool spent and took, and its caps.
 *
 * @param taskCapMicrodollars of a task that names no cap of its own
 * @param tokens all kinds together, those of caches too
 * @param turns requests to a model
 */
public record Budget(
    Account pool,
    DayAccount day,
    OptionalLong taskCapMicrodollars,
    @JsonPropertyDescription("all kinds together, those of caches too") Counted tokens,
    @JsonPropertyDescription("requests to a model") Counted turns) {}
