package dev.agentpool.expert;

import java.util.Locale;
import java.util.Optional;

/** What of the architect's work waits for a person's word. */
public enum ApprovalMode {
  NONE,
  DECOMPOSITION,
  ALL;

  /** As it stands in {@code pool.toml}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<ApprovalMode> of(String word) {
    for (ApprovalMode mode : values()) {
      if (mode.word().equals(word)) {
        return Optional.of(mode);
      }
    }
    return Optional.empty();
  }
}
