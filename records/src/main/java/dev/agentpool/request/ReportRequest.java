package dev.agentpool.request;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.time.Instant;
import java.util.Optional;

/** Since when is to be reported. */
public record ReportRequest(
    @JsonPropertyDescription("what ended then or later; usually twelve hours ago")
        Optional<Instant> since) {}
