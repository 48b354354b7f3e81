package dev.agentpool.answer;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** Live sessions that were begun in a time. */
public record StatsSessions(
    int total,
    Map<String, Integer> byProvider,
    Map<String, Integer> byRole,
    Map<String, Integer> byState,
    int spawned,
    int terminated,
    int interrupted,
    int timedOut) {
  /** Keeps sorted copies. */
  public StatsSessions {
    byProvider = Collections.unmodifiableMap(new TreeMap<>(byProvider));
    byRole = Collections.unmodifiableMap(new TreeMap<>(byRole));
    byState = Collections.unmodifiableMap(new TreeMap<>(byState));
  }
}
