package dev.agentpool.answer;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;

/** What became of several chains that were submitted together. */
public record ChainFanOutAnswer(
    @JsonPropertyDescription("in the order of the request") List<ChainFate> chains,
    @JsonPropertyDescription("none, worktree or clone") String isolationEffective) {}
