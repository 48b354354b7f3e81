package dev.agentpool.board;

import java.util.Locale;
import java.util.Optional;

/** How a task stands, in the board's words. */
public enum BoardStatus {
  PENDING,
  BLOCKED,
  ACTIVE,
  COMPLETED,
  FAILED,
  CANCELLED;

  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<BoardStatus> of(String word) {
    for (BoardStatus status : values()) {
      if (status.word().equals(word)) {
        return Optional.of(status);
      }
    }
    return Optional.empty();
  }

  /** Whether it will never be another. */
  public boolean isTerminal() {
    return this == COMPLETED || this == FAILED || this == CANCELLED;
  }
}
