package dev.agentpool.node.message;

import dev.agentpool.ledger.NoteBound;
import dev.agentpool.ledger.space.Codec;
import dev.agentpool.ledger.space.Space;

/** The texts that every agent of a pool is told with its system prompt. */
public final class PoolContext {
  /** They go into every prompt, so there is little room. */
  public static final Space<String> SPACE =
      new Space<>("context", Codec.TEXT, NoteBound.of(64 * 1024, 256 * 1024));

  private PoolContext() {}
}
