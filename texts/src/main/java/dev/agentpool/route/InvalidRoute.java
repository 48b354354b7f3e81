package dev.agentpool.route;

/** A decision of the router, or a hint to it, that cannot be used. The message says why. */
public final class InvalidRoute extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  public InvalidRoute(String message) {
    super(message);
  }
}
