package dev.agentpool.answer;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** Something wrong in a file. */
public record FileProblem(
    String file,
    @JsonPropertyDescription("0 when it concerns the whole file") int line,
    int column,
    String message) {}
