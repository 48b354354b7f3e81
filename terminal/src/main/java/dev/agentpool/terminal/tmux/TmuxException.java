package dev.agentpool.terminal.tmux;

/** tmux could not do what was asked: what was tried, and what it said. */
public final class TmuxException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TmuxException(String message) {
    super(message);
  }

  TmuxException(String message, Throwable cause) {
    super(message, cause);
  }
}
