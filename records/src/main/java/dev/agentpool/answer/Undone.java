package dev.agentpool.answer;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;

/**
 * A task's merges that were taken out again.
 *
 * @param into what has the project checked out, and had the merges
 * @param merges that were undone, newest first
 * @param commits that undid them, in the same order
 * @param branch of the task, which can be looked at again
 * @param restored whether that branch had been gone
 */
public record Undone(
    String into,
    @JsonPropertyDescription("that were undone, newest first") List<String> merges,
    @JsonPropertyDescription("that undid them, in the same order") List<String> commits,
    String branch,
    @JsonPropertyDescription("whether the branch had been gone") boolean restored) {
  /** Keeps copies of the lists. */
  public Undone {
    merges = List.copyOf(merges);
    commits = List.copyOf(commits);
  }
}
