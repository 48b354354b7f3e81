package dev.agentpool.answer;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;
import java.util.Optional;

/** The worktrees and clones of a pool's tasks and plans (spec control-plane 13). */
public record WorktreeList(String repoPath, List<Tree> worktrees) {
  /** Keeps a copy of the list. */
  public WorktreeList {
    worktrees = List.copyOf(worktrees);
  }

  /**
   * One of them.
   *
   * @param head the commit it stands on
   * @param branch that has or gets its work
   * @param active whether somebody may be at work there
   * @param sessionId the task or plan that it serves or served last
   * @param kind {@code worktree} or {@code clone}
   * @param exists whether its folder is there
   */
  public record Tree(
      String path,
      Optional<String> head,
      @JsonPropertyDescription("that has or gets its work; null when there is none")
          Optional<String> branch,
      @JsonPropertyDescription("whether somebody may be at work there") boolean active,
      @JsonPropertyDescription("the task or plan that it serves or served last") String sessionId,
      @JsonPropertyDescription("worktree or clone") String kind,
      boolean exists) {}
}
