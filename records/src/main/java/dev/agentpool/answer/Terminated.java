package dev.agentpool.answer;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Optional;

/**
 * What ending a live session does or did (spec control-plane 11.8).
 *
 * @param state after it; {@code currentState} before
 */
public record Terminated(
    String sessionId,
    boolean ok,
    String state,
    String currentState,
    boolean wouldTerminateRuntime,
    boolean wouldTerminateTmux,
    boolean alreadyTerminated,
    @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Boolean> dryRun) {}
