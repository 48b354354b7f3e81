package dev.agentpool.request;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.Optional;

/** Lets go of one lease, or of those of a task. */
public record LeaseRelease(
    @JsonPropertyDescription("of one") Optional<String> leaseId,
    @JsonPropertyDescription("all of this task's or live session's, or with file_path that one")
        Optional<String> taskId,
    Optional<String> filePath) {}
