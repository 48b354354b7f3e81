package dev.agentpool.settings;

import java.util.Locale;

/** What keeps a session's processes from the rest of the machine. */
public enum Walls {
  /** Everything is read-only but the workspace, and what is none of the session's is not seen. */
  WORKSPACE,
  OFF;

  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
