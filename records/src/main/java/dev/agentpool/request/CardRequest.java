package dev.agentpool.request;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.Optional;

/** Asks for a picture of what was done in a time. */
public record CardRequest(
    @JsonPropertyDescription("36h, 7d (the usual one), 4w, all, a date, or FROM/TO")
        Optional<String> window,
    @JsonPropertyDescription("an absolute path; in agentpool's home when absent")
        Optional<String> outputPath,
    @JsonPropertyDescription("mine: of the sessions of who asks; else all") Optional<String> scope,
    @JsonPropertyDescription("this one alone, such as claude-code; all when absent")
        Optional<String> providerId) {}
