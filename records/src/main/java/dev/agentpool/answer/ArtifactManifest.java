package dev.agentpool.answer;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;

/**
 * What a task left (spec control-plane 12).
 *
 * {@snippet :
 * ArtifactManifest manifest = pool.artifacts().manifest(task.id());
 * manifest.files().forEach(file -> System.out.println(file.kind() + ": " + file.exists()));
 * }
 *
 * @param sessionId the task's id
 * @param files all kinds, always in the same order
 */
public record ArtifactManifest(
    @JsonPropertyDescription("the task's id") String sessionId,
    String artifactDir,
    @JsonPropertyDescription("all kinds, always in the same order") List<ArtifactRow> files) {
  /** Keeps a copy of the list. */
  public ArtifactManifest {
    files = List.copyOf(files);
  }
}
