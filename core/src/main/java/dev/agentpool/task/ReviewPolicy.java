package dev.agentpool.task;

/**
 * Whether a success waits for a person, and how often it may be rejected before the task fails
 * (spec slot-pool 7.5).
 */
public record ReviewPolicy(boolean required, int maxRejections) {
  public static final ReviewPolicy NONE = new ReviewPolicy(false, 3);

  public ReviewPolicy {
    if (maxRejections < 1) {
      throw new IllegalArgumentException("max_rejections must be 1 or more, not " + maxRejections);
    }
  }
}
