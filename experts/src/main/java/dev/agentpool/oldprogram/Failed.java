package dev.agentpool.oldprogram;

/** A command that cannot be done; the message is all that is said. */
final class Failed extends Exception {
  private static final long serialVersionUID = 1L;
  private final int code;

  Failed(String message) {
    this(1, message);
  }

  Failed(int code, String message) {
    super(message);
    this.code = code;
  }

  int code() {
    return code;
  }
}
