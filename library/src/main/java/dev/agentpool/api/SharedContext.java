package dev.agentpool.api;

import java.util.Map;
import java.util.Optional;

/**
 * What every agent of a pool is told with its system prompt (spec slot-pool 7.8). It is kept over
 * restarts.
 *
 * {@snippet :
 * SharedContext context = pool.context();
 * context.set("style", "British spelling");
 * System.out.println(context.get("style").orElse("none") + ", of " + context.list().size());
 * context.delete("style");
 * }
 */
public interface SharedContext {
  /** Sets or replaces. */
  void set(String key, String value);

  /** The value; empty when there is none. */
  Optional<String> get(String key);

  /** Whether there was one. */
  boolean delete(String key);

  /** All of it, in the order of the keys. */
  Map<String, String> list();
}
