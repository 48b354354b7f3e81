package dev.agentpool.answer;

import java.util.List;

/** Whether a project's files can be used, and what is wrong with them. */
public record Validation(boolean ok, List<FileProblem> problems) {}
