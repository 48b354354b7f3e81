package dev.agentpool.settings;

import java.util.Locale;

/** Whether a slot keeps its agent process between tasks (spec slot-pool 2.1). */
public enum SlotMode {
  /** Kept warm; the context is reset between unrelated tasks. */
  PERSISTENT,
  /** One process a task. */
  EPHEMERAL;

  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
