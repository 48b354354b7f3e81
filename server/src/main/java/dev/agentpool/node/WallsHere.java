package dev.agentpool.node;

import java.util.Objects;

/**
 * Whether walls can be put around sessions on this machine.
 *
 * @param stand whether they can
 * @param why they cannot, in a few words; when they can, what they are made of
 * @param advice what to do about it; empty when they can
 */
public record WallsHere(boolean stand, String why, String advice) {
  public WallsHere {
    Objects.requireNonNull(why, "why is null");
    Objects.requireNonNull(advice, "advice is null");
  }

  /** As a result says it. */
  public String told() {
    return stand ? "workspace" : "off: " + why;
  }

  /** For a node that puts up none. */
  public static WallsHere none() {
    return new WallsHere(false, "this program puts up none", "run tasks by the daemon");
  }
}
