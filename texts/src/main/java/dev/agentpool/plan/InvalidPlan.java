package dev.agentpool.plan;

/** A chain or workflow that cannot be run. The message says what, where and what to do. */
public final class InvalidPlan extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  public InvalidPlan(String message) {
    super(message);
  }

  public InvalidPlan(String message, Throwable cause) {
    super(message, cause);
  }

  /** The same complaint, with the place put before it. */
  InvalidPlan in(String place) {
    return new InvalidPlan(place + ": " + getMessage(), this);
  }
}
