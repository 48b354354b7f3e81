package dev.agentpool.request;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Spawns a worker as a live session (spec control-plane 11.1). */
public record SpawnRequest(
    @JsonProperty(required = true)
        @JsonPropertyDescription("as in claude-code or codex-cli; never auto")
        String providerId,
    @JsonProperty(required = true)
        @JsonPropertyDescription("what it is to do, one narrow thing with a stop condition")
        String task,
    @JsonPropertyDescription("the project's directory, or one within it") Optional<String> repoPath,
    @JsonPropertyDescription("explorer (the usual one), reviewer, implementer, tester or custom")
        Optional<String> role,
    Optional<String> model,
    @JsonPropertyDescription("the caller's word for the account it works with; only kept")
        Optional<String> account,
    @JsonPropertyDescription("tmux for its screen in a terminal; its protocol when absent")
        Optional<String> runtime,
    @JsonPropertyDescription("read_only (the usual one), shared or worktree")
        Optional<String> isolation,
    @JsonPropertyDescription("the only files that it is to change") List<String> allowedFiles,
    @JsonPropertyDescription("when it is ended whatever it does") @Bounds(least = 1, most = 604_800)
        Optional<Integer> maxRuntimeSeconds,
    @JsonPropertyDescription("how often it may be spoken to") @Bounds(least = 1, most = 1_000_000)
        Optional<Integer> maxTurns,
    @JsonPropertyDescription("interactive, and nothing else: questions wait in the inbox")
        Optional<String> supervision,
    @JsonPropertyDescription("provider_default; others only with a terminal")
        Optional<String> initialPromptMode,
    @JsonPropertyDescription("as the model's catalogue entry names it")
        Optional<String> reasoningEffort,
    Optional<String> serviceTier,
    @JsonPropertyDescription("the caller's own words on it, at most 20000 characters")
        Map<String, Object> metadata,
    @JsonPropertyDescription("the same key gives the same session again")
        Optional<String> idempotencyKey) {
  /** Keeps a copy of the list. */
  public SpawnRequest {
    allowedFiles = List.copyOf(allowedFiles);
  }
}
