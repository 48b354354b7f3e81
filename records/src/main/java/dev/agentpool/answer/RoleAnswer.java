package dev.agentpool.answer;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.Map;
import java.util.Optional;

/** What a role's tools answer to a message of MCP. */
public record RoleAnswer(
    @JsonPropertyDescription("a JSON-RPC message; null where the message asks for no answer")
        Optional<Map<String, Object>> answer) {}
