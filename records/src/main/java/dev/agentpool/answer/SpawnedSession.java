package dev.agentpool.answer;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** A worker that was spawned (spec control-plane 11.3). */
public record SpawnedSession(
    String sessionId,
    LiveSessionInfo session,
    @JsonPropertyDescription("a command line for a person") String attachCommand,
    @JsonPropertyDescription("how the person wants work delegated, without its text")
        Preferences preferences,
    LiveControl liveControl) {}
