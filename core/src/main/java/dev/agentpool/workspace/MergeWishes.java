package dev.agentpool.workspace;

/**
 * What of a person's own git is to count when agentpool merges for them; by itself nothing does,
 * for it may name commands.
 *
 * @param sign sign the merge commit with the person's key
 * @param hooks run the hooks that git runs at a merge
 */
public record MergeWishes(boolean sign, boolean hooks) {
  public static final MergeWishes NONE = new MergeWishes(false, false);
}
