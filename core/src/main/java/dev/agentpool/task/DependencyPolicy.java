package dev.agentpool.task;

import java.util.Locale;

/** What a dependency's failure or cancellation means for a task that waits for it. */
public enum DependencyPolicy {
  /** The task fails too, with the reason. */
  FAIL,
  /** The task runs all the same. */
  CONTINUE;

  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static DependencyPolicy ofWireName(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }
}
