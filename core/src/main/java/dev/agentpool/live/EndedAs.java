package dev.agentpool.live;

import java.util.Locale;

/** How a live session ended. The lower-case name is the wire name. */
public enum EndedAs {
  /** Whoever drove it said that it has done what it was for. */
  COMPLETED,
  /** Somebody ended it. */
  CANCELLED,
  /** Its deadline passed. */
  TIMED_OUT;

  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static EndedAs ofWireName(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }
}
