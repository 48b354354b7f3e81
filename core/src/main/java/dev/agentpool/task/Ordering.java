package dev.agentpool.task;

import org.jspecify.annotations.Nullable;

/**
 * When a task's turn comes.
 *
 * @param priority -100 to 100, higher first; waiting raises it (see {@link
 *     #AGEING_MILLIS_PER_STEP}), so nothing starves
 * @param lane tasks of one lane of their pool run one at a time, oldest first; null for none
 * @param slot the only slot that may take it; null for any that takes tasks of all kinds
 */
public record Ordering(int priority, @Nullable String lane, @Nullable String slot) {
  /** One step of priority is worth this much waiting. */
  public static final long AGEING_MILLIS_PER_STEP = 30_000;

  private static final String EVERYWHERE = "everywhere:";

  public static final Ordering NORMAL = new Ordering(0, null, null);

  public Ordering(int priority, @Nullable String lane) {
    this(priority, lane, null);
  }

  public Ordering {
    if (priority < -100 || priority > 100) {
      throw new IllegalArgumentException("priority must be -100 to 100, not " + priority);
    }
    if (lane != null && (lane.isBlank() || lane.length() > 200)) {
      throw new IllegalArgumentException("a lane must be a name of 1 to 200 characters");
    }
  }

  /** A lane whose tasks run one at a time over all pools. */
  public static String everywhere(String lane) {
    return EVERYWHERE + lane;
  }

  /** Whether it is one of {@link #everywhere}. */
  public static boolean isEverywhere(String lane) {
    return lane.startsWith(EVERYWHERE);
  }

  public Ordering inLane(@Nullable String other) {
    return new Ordering(priority, other, slot);
  }

  public Ordering inSlot(@Nullable String only) {
    return new Ordering(priority, lane, only);
  }

  /** Lower goes first. Constant over time, since every waiting task ages at the same rate. */
  public long rank(long queuedAtMillis) {
    return queuedAtMillis - priority * AGEING_MILLIS_PER_STEP;
  }
}
