package dev.agentpool.api;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Immutable tables that keep their order. */
final class Members {
  private Members() {}

  static Map<String, Object> copy(Map<String, ?> members) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(members));
  }

  static Map<String, Object> with(Map<String, ?> members, String name, Object value) {
    Map<String, Object> changed = new LinkedHashMap<>(members);
    changed.put(name, value);
    return Collections.unmodifiableMap(changed);
  }
}
