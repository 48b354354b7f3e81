package dev.agentpool.usage;

import java.util.Locale;

/** How far what is told can be relied on. The lower-case name is the wire name. */
public enum Confidence {
  OFFICIAL,
  LOCAL_CLI,
  LOCAL_CONFIG,
  PROVIDER_WARNING,
  OBSERVED,
  USER_CONFIGURED,
  UNKNOWN;

  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Also as it was written long ago: high, medium and low. */
  public static Confidence of(String word) {
    String lower = word.strip().toLowerCase(Locale.ROOT);
    if (lower.equals("high") || lower.equals("medium")) {
      return OBSERVED;
    }
    for (Confidence confidence : values()) {
      if (confidence.wireName().equals(lower)) {
        return confidence;
      }
    }
    return UNKNOWN;
  }

  /** Whether it is enough to start something by. */
  public boolean suffices() {
    return switch (this) {
      case OFFICIAL, LOCAL_CLI, LOCAL_CONFIG, USER_CONFIGURED -> true;
      case PROVIDER_WARNING, OBSERVED, UNKNOWN -> false;
    };
  }
}
