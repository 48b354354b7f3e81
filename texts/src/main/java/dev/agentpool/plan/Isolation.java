package dev.agentpool.plan;

import java.util.Locale;

/** Where the steps of a plan work (spec slot-pool 8.1). */
public enum Isolation {
  /** Each step where its slot's settings say. */
  NONE,
  /** All steps in one git worktree of the plan's own. */
  WORKTREE,
  /** All steps in one clone of the plan's own. */
  CLONE;

  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Throws {@link InvalidPlan} that names the choices. */
  public static Isolation named(String text) {
    return Choices.named("isolation", text, values(), Isolation::wireName);
  }
}
