package dev.agentpool.mcp;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One call of a tool, as its handler sees it. All methods may be called from any thread, also after
 * the call ended; then those that tell the client something do nothing.
 */
public interface ToolCall {

  /** The arguments, checked against the tool's schema; never null, maybe empty. */
  Map<String, Object> arguments();

  /**
   * Tells the client how far the work is. Does nothing when the client did not ask for it, or when
   * {@code done} is not more than the last time (MCP wants it to grow).
   *
   * @param total what {@code done} will be at the end; null when not known
   */
  void progress(double done, @Nullable Double total, String message);

  /** Whether nobody waits for the answer any more. */
  default boolean cancelled() {
    return cancellation().isPresent();
  }

  /** Why nobody waits for the answer any more; empty while somebody does. */
  Optional<Cancellation> cancellation();

  /**
   * Runs something once when the call is cancelled, on a thread of its own; at once when it already
   * is. The handler's thread is never interrupted: a handler that waits has to be woken by this.
   */
  void onCancel(Runnable hook);

  /** Sends the client a log message, if it wants messages of that level. */
  void log(LogLevel level, String message);

  /**
   * Asks the client and waits for its answer, at most ten minutes.
   *
   * @param method {@code elicitation/create} or {@code sampling/createMessage}
   * @throws McpRefused when the client cannot do this, or the call is cancelled meanwhile
   */
  Map<String, Object> askClient(String method, Map<String, Object> params);

  /** Why a call was cancelled. */
  enum Cancellation {
    /** The client sent {@code notifications/cancelled}. */
    REQUESTED,
    /** The client closed its connection or its session, or is lost. */
    CLIENT_GONE,
    /** This server stops. */
    SERVER_STOPPING
  }

  /** How important a log message is. */
  enum LogLevel {
    DEBUG,
    INFO,
    WARNING,
    ERROR
  }
}
