package dev.agentpool.usage;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a snapshot comes to in one word. The lower-case name is the wire name. */
public enum UsageStatus {
  AVAILABLE,
  NEAR_LIMIT,
  LIMIT_REACHED,
  /** What comes next would be paid beyond the plan. */
  OVERAGE_POSSIBLE,
  UNAUTHENTICATED,
  UNAVAILABLE,
  /** Nobody could say; never taken for available. */
  UNKNOWN;

  /** At most so much left is near the limit. */
  static final double NEAR = 15;

  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Empty for a word that none has. */
  public static Optional<UsageStatus> of(String word) {
    for (UsageStatus status : values()) {
      if (status.wireName().equals(word)) {
        return Optional.of(status);
      }
    }
    return Optional.empty();
  }

  /** Whether a source could say what is left. */
  public boolean tells() {
    return switch (this) {
      case AVAILABLE, NEAR_LIMIT, LIMIT_REACHED, OVERAGE_POSSIBLE -> true;
      case UNAUTHENTICATED, UNAVAILABLE, UNKNOWN -> false;
    };
  }

  /**
   * By the window with the least left. What is paid beyond the plan is no window of the plan, and
   * decides nothing here; without a figure it is unknown.
   */
  public static UsageStatus of(List<Window> windows) {
    double least = Double.MAX_VALUE;
    for (Window window : windows) {
      Double left = window.remainingPercent();
      if (left != null && window.ofPlan()) {
        least = Math.min(least, left);
      }
    }
    if (least == Double.MAX_VALUE) {
      return UNKNOWN;
    }
    if (least <= 0) {
      return LIMIT_REACHED;
    }
    return least <= NEAR ? NEAR_LIMIT : AVAILABLE;
  }
}
