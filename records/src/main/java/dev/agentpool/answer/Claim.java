package dev.agentpool.answer;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.Optional;

/** What came of letting a slot claim. */
public record Claim(
    boolean claimed,
    Optional<String> taskId,
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
        @JsonPropertyDescription("why the slot took nothing")
        Optional<String> reason) {}
