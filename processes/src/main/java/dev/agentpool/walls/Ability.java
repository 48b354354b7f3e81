package dev.agentpool.walls;

/** Whether walls can stand on this machine; found by really trying. */
public sealed interface Ability {
  /** They can. */
  record Stands(Bubblewrap bubblewrap) implements Ability {}

  /**
   * They cannot.
   *
   * @param why in a few words, for a result: {@code bwrap is not installed}
   * @param advice what to do about it
   */
  record Falls(String why, String advice) implements Ability {}
}
