package dev.agentpool.artifact;

import java.nio.file.Path;
import java.util.List;

/**
 * What was collected of a holder.
 *
 * @param artifacts those that are there
 * @param summary what it came to, of any length; while there is nothing yet, the end of its
 *     transcript
 * @param isRepository whether its project is in a git repository
 * @param dirty whether something is not committed
 * @param changedFiles that its diff changes
 * @param notes what its diff has not, and why
 */
public record Collected(
    Path folder,
    List<Artifact> artifacts,
    String summary,
    boolean isRepository,
    boolean dirty,
    List<String> changedFiles,
    List<String> notes) {
  public Collected {
    artifacts = List.copyOf(artifacts);
    changedFiles = List.copyOf(changedFiles);
    notes = List.copyOf(notes);
  }
}
