package dev.agentpool.inside;

/** Something was asked from inside a session that only a person may ask; the message says why. */
public final class InsideRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Stable over versions and the same on every face. */
  public static final String CODE = "inside_a_task";

  public InsideRefused(String message) {
    super(message);
  }

  /** Never null: every one of these has a message. */
  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
