package dev.agentpool.mcp.tools;

import dev.agentpool.answer.ArtifactManifest;
import dev.agentpool.answer.ArtifactRow;
import dev.agentpool.answer.CollectedArtifact;
import dev.agentpool.answer.CollectedArtifacts;
import dev.agentpool.answer.WorkerOutput;
import dev.agentpool.artifact.ArtifactKind;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Answers without a word of an agent's, for a client that is to see none. */
final class Lockdown {
  static final String REASON = "lockdown";
  private static final Set<String> GATED =
      Arrays.stream(ArtifactKind.values())
          .filter(ArtifactKind::isSaidByAgent)
          .map(ArtifactKind::wireName)
          .collect(Collectors.toUnmodifiableSet());

  private Lockdown() {}

  static ArtifactManifest over(ArtifactManifest manifest) {
    return new ArtifactManifest(
        manifest.sessionId(),
        manifest.artifactDir(),
        manifest.files().stream()
            .map(row ->
                GATED.contains(row.kind())
                    ? new ArtifactRow(
                        row.kind(),
                        row.path(),
                        row.exists(),
                        row.sha256(),
                        Optional.of(true),
                        Optional.of(REASON))
                    : row)
            .toList());
  }

  static CollectedArtifacts over(CollectedArtifacts collected) {
    return new CollectedArtifacts(
        collected.sessionId(),
        collected.state(),
        collected.artifactDir(),
        collected.artifacts().stream()
            .map(row ->
                GATED.contains(row.kind())
                    ? new CollectedArtifact(
                        row.kind(),
                        row.path(),
                        row.sha256(),
                        row.metadata(),
                        Optional.of(true),
                        Optional.of(REASON))
                    : row)
            .toList(),
        collected.git(),
        collected.warnings(),
        collected.outsideAllowedFiles().map(told -> WorkerOutput.omitted(told.detail(), REASON)),
        WorkerOutput.omitted(collected.workerOutput().detail(), REASON));
  }
}
