package dev.agentpool.operation;

import dev.agentpool.config.PoolConfig;
import dev.agentpool.engine.Engine;
import java.util.Optional;

/** What an operation is done with. For the one thread that does it. */
public interface Asking {
  Engine engine();

  /** The pool that is meant; refused when the request names none. */
  PoolConfig pool();

  /** The token by which a slot proves that it asks, where it came beside the request. */
  default Optional<String> slotToken() {
    return Optional.empty();
  }
}
