package dev.agentpool.request;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.Optional;

/** Asks what agent CLIs there are. */
public record InventoryRequest(
    @JsonPropertyDescription("with what is known of their quota; true when absent")
        Optional<Boolean> includeUsage) {}
