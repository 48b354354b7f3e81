package dev.agentpool.node;

/** A pool cannot be scaled to that many slots; the message names the count and the limit. */
public final class ScaleLimitException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ScaleLimitException(String message) {
    super(message);
  }
}
