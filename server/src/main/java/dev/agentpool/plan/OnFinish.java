package dev.agentpool.plan;

import java.util.Locale;

/** What becomes of a plan's own worktree or clone when the plan has ended. */
public enum OnFinish {
  /** The branch stays. */
  KEEP,
  /** The branch is merged; it stays when that is not possible. */
  MERGE,
  /** The changes are written as a patch file. */
  PATCH,
  /** The work is thrown away. */
  DELETE;

  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Throws {@link InvalidPlan} that names the choices. */
  public static OnFinish named(String text) {
    return Choices.named("on_finish", text, values(), OnFinish::wireName);
  }
}
