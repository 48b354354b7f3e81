package dev.agentpool.workspace;

import org.jspecify.annotations.Nullable;

/**
 * A workspace could not be prepared or kept; the message says what was tried, where, and what to
 * do.
 */
public final class WorkspaceException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public WorkspaceException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
