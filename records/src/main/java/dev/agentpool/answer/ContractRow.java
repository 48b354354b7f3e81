package dev.agentpool.answer;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A contract, without what it says. */
public record ContractRow(
    String id,
    String definedBy,
    @JsonPropertyDescription("its parties") List<String> between,
    int version,
    @JsonPropertyDescription("when this version was made; null when nobody said")
        Optional<Instant> madeAt) {}
