package dev.agentpool.plan;

import java.util.Locale;

/** Where a workflow comes from; a later one hides an earlier one's workflow of the same name. */
public enum WorkflowSource {
  BUILTIN,
  USER,
  PROJECT;

  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
