package dev.agentpool.answer;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;

/** What several prompts brought. */
public record FanOutAnswer(
    @JsonPropertyDescription("in the order of the prompts") List<FanOutResult> results) {}
