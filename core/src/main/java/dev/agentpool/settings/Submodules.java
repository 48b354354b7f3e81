package dev.agentpool.settings;

import java.util.Locale;

/** What a worktree or clone has in the folders of the project's submodules. */
public enum Submodules {
  /** Nothing, as git itself leaves them. */
  EMPTY,
  /** What the project's own repositories of them have, taken without any network. */
  FILL;

  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
