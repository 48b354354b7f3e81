package dev.agentpool.protocol.jsonrpc;

import org.jspecify.annotations.Nullable;

/** A request that was answered with an error, or never will be answered. */
public final class RpcFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** The peer went away. */
  public static final int GONE = 0;

  public static final int METHOD_NOT_FOUND = -32601;
  public static final int INVALID_PARAMS = -32602;
  public static final int INTERNAL = -32603;
  private final int code;

  /**
   * @param code the peer's own, or {@link #GONE}
   * @param message the peer's, for people
   */
  public RpcFailure(int code, @Nullable String message) {
    super(message, null, false, false);
    this.code = code;
  }

  public int code() {
    return code;
  }

  /** What the peer said. */
  public String said() {
    String message = getMessage();
    return message == null || message.isBlank() ? "error " + code : message;
  }
}
