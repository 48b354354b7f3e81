package dev.agentpool.request;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.Optional;

/** Clears the worktree of a task or plan away. */
public record WorktreeClearing(
    @JsonProperty(required = true) @JsonPropertyDescription("the session's, task's or plan's id")
        String sessionId,
    @JsonPropertyDescription("also with uncommitted work, which is committed onto its branch first")
        Optional<Boolean> force,
    @JsonPropertyDescription("only tell what would be") Optional<Boolean> dryRun) {}
