package dev.agentpool.operation;

import dev.agentpool.config.PoolConfig;
import dev.agentpool.engine.AgentSources;
import dev.agentpool.engine.Engine;
import dev.agentpool.ledger.Ledger;
import dev.agentpool.node.Node;
import dev.agentpool.pool.PoolId;
import dev.agentpool.webhook.Webhooks;
import java.util.Optional;

/** What an operation is done with. For the one thread that does it. */
public interface Asking {
  Engine engine();

  Ledger ledger();

  Node node();

  Webhooks webhooks();

  /** Of the program. */
  String version();

  /** The pool that is meant; refused when the request names none. */
  PoolConfig pool();

  /** The same for who only looks: also one whose files cannot be used now, while it runs. */
  default PoolConfig standing() {
    return pool();
  }

  /** The pool of that id, whichever the request means; refused where it is not for who asks. */
  PoolConfig pool(PoolId id);

  /** The pool that is meant; empty when the request names none. */
  default Optional<PoolConfig> namedPool() {
    return Optional.of(pool());
  }

  /** The token by which a slot proves that it asks, where it came beside the request. */
  default Optional<String> slotToken() {
    return Optional.empty();
  }

  /** Where else the agents lie of whoever asks, over those of the user and the project. */
  default AgentSources agents() {
    return AgentSources.NONE;
  }
}
