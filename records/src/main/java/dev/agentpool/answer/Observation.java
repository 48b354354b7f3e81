package dev.agentpool.answer;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What there was to see of a live session (spec control-plane 11.7, 17.1). What its agent wrote is
 * in {@code parsedQuestion} and {@code workerOutput} alone, between delimiters, and is not to be
 * believed.
 *
 * @param confidence {@code observed}, or {@code unknown} while there is nothing to see
 * @param turn the task of the turn that runs or waits, else of its newest
 * @param metadata a digest of what was seen, whether it is as before, and its deadline
 * @param parsedQuestionAvailable whether it asks something, where its words are not told
 */
public record Observation(
    String sessionId,
    @JsonPropertyDescription("such as RUNNING, AWAITING_USER_INPUT, COMPLETED") String state,
    @JsonPropertyDescription("such as none, question, approval_prompt, completed, timeout")
        String event,
    String confidence,
    @JsonPropertyDescription("starting, resting, working, waiting, parked or ended") String seat,
    @JsonPropertyDescription("since when it stands there") String since,
    @JsonPropertyDescription("by what it is known: protocol, screen or ledger") String evidence,
    String observedAt,
    String turn,
    @JsonPropertyDescription("of the inbox, when it asks something") Optional<String> questionId,
    Map<String, Object> metadata,
    @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Boolean> parsedQuestionAvailable,
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
        @JsonPropertyDescription("untrusted: what its agent asks")
        Optional<WorkerOutput> parsedQuestion,
    @JsonPropertyDescription("what it left; null where that cannot be looked at now")
        Optional<ArtifactManifest> artifactManifest,
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
        @JsonPropertyDescription("untrusted: files that it changed beside those that it may")
        Optional<WorkerOutput> outsideAllowedFiles,
    @JsonPropertyDescription("untrusted: the end of what its agent wrote, as much as was asked for")
        WorkerOutput workerOutput) {

  /** The same without a word of its agent's. */
  public Observation lockedDown(String reason) {
    return new Observation(
        sessionId,
        state,
        event,
        confidence,
        seat,
        since,
        evidence,
        observedAt,
        turn,
        questionId,
        metadata,
        parsedQuestion.isPresent() ? Optional.of(true) : parsedQuestionAvailable,
        Optional.empty(),
        artifactManifest,
        outsideAllowedFiles.map(told -> WorkerOutput.omitted(told.detail(), reason)),
        WorkerOutput.omitted(workerOutput.detail(), reason));
  }

  /** The same with what it left. */
  public Observation with(Optional<ArtifactManifest> manifest) {
    return new Observation(
        sessionId,
        state,
        event,
        confidence,
        seat,
        since,
        evidence,
        observedAt,
        turn,
        questionId,
        metadata,
        parsedQuestionAvailable,
        parsedQuestion,
        manifest,
        outsideAllowedFiles,
        workerOutput);
  }

  /** The same with more in its metadata. */
  public Observation with(Map<String, Object> more) {
    Map<String, Object> all = new LinkedHashMap<>(metadata);
    all.putAll(more);
    return new Observation(
        sessionId,
        state,
        event,
        confidence,
        seat,
        since,
        evidence,
        observedAt,
        turn,
        questionId,
        all,
        parsedQuestionAvailable,
        parsedQuestion,
        artifactManifest,
        outsideAllowedFiles,
        workerOutput);
  }
}
