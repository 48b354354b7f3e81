package dev.agentpool.artifact;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * One of a holder's artifacts.
 *
 * @param sha256 of the file; empty when it is not there
 * @param metadata what else there is to know of it
 */
public record Artifact(
    ArtifactKind kind, Path path, Optional<String> sha256, Map<String, Object> metadata) {
  public Artifact {
    metadata = Map.copyOf(metadata);
  }

  public boolean exists() {
    return sha256.isPresent();
  }
}
