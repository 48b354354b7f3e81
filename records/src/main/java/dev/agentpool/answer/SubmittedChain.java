package dev.agentpool.answer;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** A chain that was submitted. */
public record SubmittedChain(
    String chainId,
    @JsonPropertyDescription("the same: the task that stands for the chain") String taskId,
    int totalSteps,
    @JsonPropertyDescription("none, worktree or clone") String isolationEffective) {}
