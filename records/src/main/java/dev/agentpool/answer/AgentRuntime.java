package dev.agentpool.answer;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Optional;

/** A way to run agents: protocols first, a terminal for what speaks none. */
public record AgentRuntime(
    String kind,
    @JsonProperty("default") boolean isDefault,
    boolean enabled,
    boolean available,
    Optional<String> path) {}
