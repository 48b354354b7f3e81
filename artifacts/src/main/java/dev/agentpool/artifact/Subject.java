package dev.agentpool.artifact;

import dev.agentpool.settings.WorkspaceMode;
import dev.agentpool.workspace.Differences;
import java.util.Map;
import java.util.Optional;

/**
 * A holder as it stands now.
 *
 * @param state of its session, in capital letters
 * @param metadata for people and programs; texts, numbers and flags
 * @param result what it came to, newest; empty while there is none
 * @param ended whether nothing more will come
 * @param places where its work is
 */
public record Subject(
    Holder holder,
    String state,
    Map<String, Object> metadata,
    Optional<String> result,
    boolean ended,
    Places places) {
  /** Says where work is that began so. */
  @FunctionalInterface
  public interface Places {
    /**
     * @param start the commit that it began from
     */
    Differences.Place of(WorkspaceMode mode, String start);
  }

  public Subject {
    metadata = Map.copyOf(metadata);
  }
}
