package dev.agentpool.answer;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import java.util.Optional;

/**
 * One of those that are there.
 *
 * @param metadata of the diff: what it applies to, whether it is whole, what is left out of it
 */
public record CollectedArtifact(
    String kind,
    String path,
    String sha256,
    Map<String, Object> metadata,
    @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Boolean> gated,
    @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<String> gatedReason) {
  /** Keeps a copy of the table. */
  public CollectedArtifact {
    metadata = Map.copyOf(metadata);
  }

  /** One that may be read. */
  public CollectedArtifact(String kind, String path, String sha256, Map<String, Object> metadata) {
    this(kind, path, sha256, metadata, Optional.empty(), Optional.empty());
  }
}
