package dev.agentpool.settings;

import java.util.Locale;

/**
 * Whose own configuration an agent gets beside what its pool gives it; each includes the former.
 */
public enum Inherit {
  NONE,
  /** What lies in the project. */
  PROJECT,
  /** What lies in the user's home, too. */
  USER;

  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
