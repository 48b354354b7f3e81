package dev.agentpool.answer;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** What became of saying that something was seen. */
public record Seen(@JsonPropertyDescription("tasks that were unseen before") int seen) {}
