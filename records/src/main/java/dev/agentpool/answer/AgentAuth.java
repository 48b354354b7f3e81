package dev.agentpool.answer;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.Optional;

/**
 * Whether an agent CLI is logged in, as far as that shows without its vendor.
 *
 * @param reason which variable or file shows it, never what is in it
 */
public record AgentAuth(
    @JsonPropertyDescription("authenticated, unauthenticated, unknown or unavailable")
        String status,
    String confidence,
    Optional<String> reason,
    String checkedAt) {}
