package dev.agentpool.api.client;

/** A daemon refused, or could not be asked. The message is for people. */
public final class DaemonException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Nobody listens at the socket, or the connection broke. */
  public static final String UNREACHABLE = "unreachable";

  /** The calling thread was interrupted; its flag is set again. */
  public static final String INTERRUPTED = "interrupted";

  private final int status;
  private final String code;

  /**
   * @param status of HTTP; 0 when there was no answer
   * @param code stable, as in {@code task_not_found}
   */
  public DaemonException(int status, String code, String message) {
    super(message);
    this.status = status;
    this.code = code;
  }

  static DaemonException unreachable(String message, Throwable cause) {
    DaemonException failure = new DaemonException(0, UNREACHABLE, message);
    failure.initCause(cause);
    return failure;
  }

  public int status() {
    return status;
  }

  public String code() {
    return code;
  }
}
