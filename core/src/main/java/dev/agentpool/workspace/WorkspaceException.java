package dev.agentpool.workspace;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A workspace could not be prepared or kept; the message says what was tried, where, and what to
 * do, and {@link #fault} whether another task would meet the same.
 */
public final class WorkspaceException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final WorkspaceFault fault;

  public WorkspaceException(WorkspaceFault fault, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.fault = Objects.requireNonNull(fault, "fault is null");
  }

  public static WorkspaceException ofProject(String message) {
    return new WorkspaceException(WorkspaceFault.PROJECT, message, null);
  }

  public static WorkspaceException ofMachine(String message, @Nullable Throwable cause) {
    return new WorkspaceException(WorkspaceFault.MACHINE, message, cause);
  }

  public static WorkspaceException ofTask(String message) {
    return new WorkspaceException(WorkspaceFault.TASK, message, null);
  }

  public WorkspaceFault fault() {
    return fault;
  }
}
