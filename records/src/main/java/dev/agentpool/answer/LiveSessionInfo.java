package dev.agentpool.answer;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.Map;
import java.util.Optional;

/**
 * A live session (spec control-plane 11.3). Times are UTC in ISO 8601.
 *
 * @param seat where it stands: starting, resting, working, waiting, parked or ended
 * @param turn the task of the turn that runs or waits, else of its newest
 */
public record LiveSessionInfo(
    String id,
    String providerId,
    Optional<String> model,
    String harness,
    Optional<String> account,
    String role,
    String task,
    String repoPath,
    Optional<String> worktreePath,
    @JsonPropertyDescription("tmux, or the protocol that it speaks") String runtime,
    @JsonPropertyDescription("such as RUNNING, AWAITING_USER_INPUT, COMPLETED") String state,
    String createdAt,
    String updatedAt,
    Optional<String> endedAt,
    Optional<Map<String, String>> tmux,
    @JsonPropertyDescription("where what it left lies; null where its project is not known")
        Optional<String> artifactDir,
    Optional<String> transcriptPath,
    Optional<String> eventsPath,
    String isolation,
    String poolId,
    @JsonPropertyDescription("starting, resting, working, waiting, parked or ended") String seat,
    @JsonPropertyDescription("since when it stands there") String since,
    @JsonPropertyDescription("by what that is known: protocol, screen or ledger") String evidence,
    @JsonPropertyDescription("the task of the turn that runs or waits, else of its newest")
        String turn,
    String turnState,
    int queuedTurns,
    Optional<String> questionId,
    Optional<String> reason,
    Map<String, Object> metadata) {
  /** The same with another reason. */
  public LiveSessionInfo withReason(Optional<String> other) {
    return new LiveSessionInfo(
        id,
        providerId,
        model,
        harness,
        account,
        role,
        task,
        repoPath,
        worktreePath,
        runtime,
        state,
        createdAt,
        updatedAt,
        endedAt,
        tmux,
        artifactDir,
        transcriptPath,
        eventsPath,
        isolation,
        poolId,
        seat,
        since,
        evidence,
        turn,
        turnState,
        queuedTurns,
        questionId,
        other,
        metadata);
  }
}
