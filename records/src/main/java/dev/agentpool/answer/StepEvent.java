package dev.agentpool.answer;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** A step of a watched chain began. */
public record StepEvent(
    @JsonPropertyDescription("counted from 0") int step, String name, String taskId) {}
