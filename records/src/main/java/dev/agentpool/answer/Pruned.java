package dev.agentpool.answer;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import java.util.Optional;

/**
 * What of ended tasks was cleared away in a project, or would be, and what stays.
 *
 * @param removedBytes of the worktrees and clones that go
 */
public record Pruned(
    String repoPath,
    boolean dryRun,
    List<Branch> branches,
    @JsonPropertyDescription("worktrees and clones") List<Tree> trees,
    @JsonPropertyDescription("of the worktrees and clones that go") long removedBytes) {
  /** Keeps copies of the lists. */
  public Pruned {
    branches = List.copyOf(branches);
    trees = List.copyOf(trees);
  }

  /**
   * A branch of a task or plan.
   *
   * @param commit its last one: {@code git branch NAME COMMIT} brings it back; empty where its
   *     worktree took it along
   * @param removed whether it is gone, or would be
   * @param reason {@code merged} or {@code squashed} for one that goes; else why it stays
   */
  public record Branch(
      String branch,
      String taskId,
      @JsonPropertyDescription("its last one") Optional<String> commit,
      @JsonPropertyDescription("whether it is gone, or would be") boolean removed,
      @JsonPropertyDescription(
              "merged, or squashed (all of its changes are in, in other commits): it goes; not_merged, checked_out, undone (its merge was), not_ended,"
                  + " unknown (no task of it here): it stays")
          String reason) {}

  /**
   * A worktree or clone.
   *
   * @param sessionId the task, plan or live session whose it is
   * @param removed whether it is gone, or would be
   * @param reason {@code kept_on_branch} for one that goes; else why it stays
   * @param problem why git could not; empty when it did not fail
   */
  public record Tree(
      String path,
      @JsonPropertyDescription("the task, plan or live session whose it is") String sessionId,
      long bytes,
      @JsonPropertyDescription("whether it is gone, or would be") boolean removed,
      @JsonPropertyDescription(
              "kept_on_branch: its work is on its branch, it goes; active, dirty, undone (its merge"
                  + " was), not_ended, young, unknown (no task of it here), failed: it stays; gone")
          String reason,
      @JsonPropertyDescription("why git could not; null when it did not fail")
          Optional<String> problem) {}
}
