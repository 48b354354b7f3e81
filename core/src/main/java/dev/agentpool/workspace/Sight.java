package dev.agentpool.workspace;

/**
 * One thing of a project's repository, and what agents in a worktree or clone see of it.
 *
 * @param subject {@code submodules}, {@code lfs}, {@code hooks}, …
 * @param seen how it is here, and what that means for agents
 * @param advice what to do when that is not wanted; empty when nothing is to be done
 */
public record Sight(String subject, Weight weight, String seen, String advice) {
  /** How much it matters. */
  public enum Weight {
    /** As one would think. */
    FINE,
    /** Agents see something else than the person does, or something is not done as they would. */
    MIND,
    /** No worktree or clone can be made. */
    STOPS
  }
}
