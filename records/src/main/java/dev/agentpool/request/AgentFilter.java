package dev.agentpool.request;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.Optional;

/** Which agent CLIs are meant. */
public record AgentFilter(
    @JsonPropertyDescription("this one alone, such as claude-code; all when absent")
        Optional<String> providerId) {}
