package dev.agentpool.settings;

import java.util.Locale;

/** How hard the model is to think. */
public enum Effort {
  LOW,
  MEDIUM,
  HIGH,
  XHIGH,
  MAX;

  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
