package dev.agentpool.task;

import java.util.Locale;

/** What becomes of the workspace that the steps of a plan share (spec slot-pool 7.12). */
public enum OnFinish {
  /** The branch with its commits stays; the folder goes. */
  KEEP,
  /** When every step has done well, its branch is merged into the branch the project is on. */
  MERGE,
  /** As {@link #KEEP}, and the change is written as a patch file beside the pool's other files. */
  PATCH,
  /** Folder and branch go; what was not merged elsewhere is given up. */
  DELETE;

  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static OnFinish ofWireName(String name) {
    for (OnFinish known : values()) {
      if (known.wireName().equals(name)) {
        return known;
      }
    }
    throw new IllegalArgumentException(
        "on_finish must be keep, merge, patch or delete, not '" + name + "'");
  }
}
