package dev.agentpool.operation;

import dev.agentpool.config.PoolConfig;
import dev.agentpool.engine.Engine;

/** What an operation is done with. For the one thread that does it. */
public interface Asking {
  Engine engine();

  /** The pool that is meant; refused when the request names none. */
  PoolConfig pool();
}
