package dev.agentpool.request;

/** Nothing but the pool that is meant. */
public record Nothing() {
  public static final Nothing MORE = new Nothing();
}
