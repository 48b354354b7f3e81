package dev.agentpool.answer;

/** What a coordinator's agent says and does, as the events of a task. */
public record CoordinatorProgress(String type, Object data) {}
