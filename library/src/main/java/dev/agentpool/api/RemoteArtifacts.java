package dev.agentpool.api;

import dev.agentpool.answer.ArtifactManifest;
import dev.agentpool.answer.CollectedArtifacts;
import dev.agentpool.answer.TranscriptPart;
import dev.agentpool.operation.ArtifactRows;
import dev.agentpool.request.CollectRequest;
import dev.agentpool.request.HolderName;
import dev.agentpool.request.TranscriptRequest;
import java.util.Optional;

/** What tasks left, asked over the daemon's socket. */
record RemoteArtifacts(Calls calls) implements Artifacts {
  @Override
  public ArtifactManifest manifest(String taskId) {
    return calls.ask(ArtifactRows.MANIFEST, new HolderName(taskId));
  }

  @Override
  public CollectedArtifacts collect(String taskId) {
    return collect(taskId, true);
  }

  @Override
  public CollectedArtifacts collectWithoutDiff(String taskId) {
    return collect(taskId, false);
  }

  private CollectedArtifacts collect(String taskId, boolean includeDiff) {
    return calls.ask(
        ArtifactRows.COLLECT,
        new CollectRequest(
            taskId,
            Optional.of(includeDiff),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()));
  }

  @Override
  public TranscriptPart transcript(String taskId, long offset, int limit) {
    return calls.ask(
        ArtifactRows.TRANSCRIPT,
        new TranscriptRequest(taskId, Optional.of(offset), Optional.of(limit), Optional.empty()));
  }

  @Override
  public TranscriptPart lastLines(String taskId, int lines) {
    return calls.ask(
        ArtifactRows.TRANSCRIPT,
        new TranscriptRequest(taskId, Optional.empty(), Optional.empty(), Optional.of(lines)));
  }
}
