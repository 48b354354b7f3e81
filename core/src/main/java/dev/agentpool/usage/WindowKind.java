package dev.agentpool.usage;

import java.time.Duration;
import java.util.Locale;

/** What a window is a window of. */
public enum WindowKind {
  FIVE_HOURS("5h"),
  DAILY("daily"),
  WEEKLY("weekly"),
  MONTHLY("monthly"),
  SESSION("session"),
  MODEL("model"),
  CREDITS("credits"),
  ON_DEMAND("on_demand"),
  UNKNOWN("unknown");

  private static final Duration DAY = Duration.ofDays(1);
  private final String wireName;

  WindowKind(String wireName) {
    this.wireName = wireName;
  }

  public String wireName() {
    return wireName;
  }

  public static WindowKind of(String word) {
    String lower = word.strip().toLowerCase(Locale.ROOT);
    for (WindowKind kind : values()) {
      if (kind.wireName.equals(lower)) {
        return kind;
      }
    }
    return UNKNOWN;
  }

  /** The window that is so long. */
  public static WindowKind lasting(Duration length) {
    if (length.equals(Duration.ofHours(5))) {
      return FIVE_HOURS;
    }
    if (length.equals(DAY)) {
      return DAILY;
    }
    if (length.equals(DAY.multipliedBy(7))) {
      return WEEKLY;
    }
    long days = length.toDays();
    return days >= 27 && length.compareTo(DAY.multipliedBy(32)) <= 0 ? MONTHLY : UNKNOWN;
  }

  /** How long it is at most. */
  Duration longest() {
    return switch (this) {
      case FIVE_HOURS, SESSION -> Duration.ofHours(5);
      case DAILY, UNKNOWN -> DAY;
      case WEEKLY, MODEL -> DAY.multipliedBy(7);
      case MONTHLY, ON_DEMAND -> DAY.multipliedBy(31);
      case CREDITS -> Usage.LONGEST;
    };
  }

  /** The same window by whichever of its words: Claude calls its five hours a session. */
  WindowKind same() {
    return this == SESSION ? FIVE_HOURS : this;
  }
}
