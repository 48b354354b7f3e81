package dev.agentpool.answer;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import java.util.Optional;

/**
 * What became of a worktree that was to be cleared away (spec control-plane 13).
 *
 * @param blocked whether a rule keeps it; told by a dry run only
 * @param reason {@code none}, {@code missing}, {@code active}, {@code dirty}; empty when nothing is
 *     in the way
 * @param branch that has its work; empty when there is none
 * @param branchRemoved whether the branch went too: the project has all of it
 * @param aside what git could not keep, and where it is now
 */
public record WorktreeCleared(
    String sessionId,
    boolean removed,
    boolean wouldRemove,
    boolean dryRun,
    boolean blocked,
    Optional<String> path,
    boolean dirty,
    boolean force,
    @JsonPropertyDescription("none, missing, active or dirty; null when nothing is in the way")
        Optional<String> reason,
    @JsonPropertyDescription("that has its work; null when there is none") Optional<String> branch,
    @JsonPropertyDescription("the project has all of it, so it went too") boolean branchRemoved,
    @JsonPropertyDescription("what git could not keep, and where it is now") List<String> aside) {
  /** Keeps a copy of the list. */
  public WorktreeCleared {
    aside = List.copyOf(aside);
  }
}
