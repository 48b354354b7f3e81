package dev.agentpool.post;

import dev.agentpool.config.PoolConfig;
import java.util.List;

/** What becomes of contracts once nobody's word is needed any more. */
public interface Contracting {
  /** Makes one; returns what is told of it. */
  String define(PoolConfig pool, String id, List<String> between, String body);

  /** Says something else in it, and tells its parties; returns what is told of it. */
  String amend(PoolConfig pool, String id, String body);
}
