package dev.agentpool.answer;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.Optional;

/**
 * One kind of what a task may leave.
 *
 * @param sha256 of the file; empty when it is not there
 * @param gated that it may not be read by who asks
 */
public record ArtifactRow(
    @JsonPropertyDescription(
            "metadata, prompt, transcript, events, screen, summary_partial, summary, result,"
                + " git_status or diff")
        String kind,
    String path,
    boolean exists,
    @JsonPropertyDescription("null when it is not there") Optional<String> sha256,
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
        @JsonPropertyDescription("true when it holds an agent's words, which are not told here")
        Optional<Boolean> gated,
    @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<String> gatedReason) {
  /** One that may be read. */
  public ArtifactRow(String kind, String path, boolean exists, Optional<String> sha256) {
    this(kind, path, exists, sha256, Optional.empty(), Optional.empty());
  }
}
