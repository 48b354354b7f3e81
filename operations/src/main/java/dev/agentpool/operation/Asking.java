package dev.agentpool.operation;

import dev.agentpool.config.PoolConfig;
import dev.agentpool.engine.AgentSources;
import dev.agentpool.engine.Engine;
import dev.agentpool.engine.Refused;
import dev.agentpool.engine.Tasks;
import dev.agentpool.ledger.Ledger;
import dev.agentpool.node.Node;
import dev.agentpool.pool.PoolId;
import dev.agentpool.task.TaskId;
import dev.agentpool.webhook.Webhooks;
import java.util.Optional;

/** What an operation is done with. For the one thread that does it. */
public interface Asking {
  House house();

  default Engine engine() {
    return house().engine();
  }

  default Ledger ledger() {
    return house().ledger();
  }

  default Node node() {
    return house().node();
  }

  default Webhooks webhooks() {
    return house().webhooks();
  }

  /** Of the program. */
  default String version() {
    return house().facts().version();
  }

  /** The pool that is meant; refused when the request names none. */
  PoolConfig pool();

  /** The same for who only looks: also one whose files cannot be used now, while it runs. */
  default PoolConfig standing() {
    return pool();
  }

  /** The pool of that id, whichever the request means; refused where it is not for who asks. */
  PoolConfig pool(PoolId id);

  /** The same, and every pool for who may reach all of them. */
  default PoolConfig reach(PoolId id) {
    return reachesAllPools()
        ? house().pool(id).orElseThrow(() -> Refused.notFound("pool", id.value()))
        : pool(id);
  }

  /** The task of that id; one that is not for who asks is as unknown as none. */
  default TaskId task(String id) {
    return Tasks.id(id);
  }

  /** The pool that is meant; empty when the request names none. */
  default Optional<PoolConfig> namedPool() {
    return Optional.of(pool());
  }

  /** The same for who only looks. */
  default Optional<PoolConfig> namedStanding() {
    return Optional.of(standing());
  }

  /** The project that is meant, as it was named: what its files say may be wrong. */
  default Optional<String> directory() {
    return Optional.of(standing().directory().toString());
  }

  /** Whether whoever asks may know of other pools than the one that is meant. */
  default boolean seesAllPools() {
    return false;
  }

  /** Whether whoever asks may reach another pool by naming it. */
  default boolean reachesAllPools() {
    return seesAllPools();
  }

  /** Whether whoever asks came over the network, with the token of one project. */
  default boolean isGuest() {
    return false;
  }

  /** Who drives the sessions that are opened by this; empty for nobody in particular. */
  default Optional<String> coordinator() {
    return Optional.empty();
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
