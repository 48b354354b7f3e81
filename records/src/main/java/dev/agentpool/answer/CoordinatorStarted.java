package dev.agentpool.answer;

/** A coordinator that was started. */
public record CoordinatorStarted(String taskId) {}
