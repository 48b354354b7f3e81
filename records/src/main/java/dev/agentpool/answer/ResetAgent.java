package dev.agentpool.answer;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.Optional;

/** What came of ending an agent's process. */
public record ResetAgent(
    String agent,
    @JsonPropertyDescription("false: it had no process") boolean reset,
    @JsonPropertyDescription("which it was at; it ends as interrupted")
        Optional<String> interruptedTask) {}
