package dev.agentpool.post;

import dev.agentpool.config.PoolConfig;
import dev.agentpool.pool.PoolId;

/** A pool whose mail is seen to, and who is in it. */
record Post(PoolConfig pool, Roster roster) {
  PoolId id() {
    return pool.id();
  }
}
