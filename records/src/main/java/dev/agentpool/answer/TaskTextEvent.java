package dev.agentpool.answer;

/** The agent of a watched task said something. */
public record TaskTextEvent(String taskId, String text) {}
