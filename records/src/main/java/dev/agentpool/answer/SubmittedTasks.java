package dev.agentpool.answer;

import java.util.List;

/** Tasks that were submitted together, in the order of the request. */
public record SubmittedTasks(List<String> taskIds) {}
