package dev.agentpool.api;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The shared context, asked over the daemon's socket. */
record RemoteContext(Calls calls) implements SharedContext {
  /** A key may hold slashes. */
  private static String path(String key) {
    String[] parts = key.split("/", -1);
    String[] path = new String[parts.length + 1];
    path[0] = "context";
    System.arraycopy(parts, 0, path, 1, parts.length);
    return Calls.path(path);
  }

  @Override
  public void set(String key, String value) {
    calls.put(path(key), Map.of("value", value));
  }

  @Override
  public Optional<String> get(String key) {
    try {
      return Optional.of(Answer.text(calls.get(path(key)), "value"));
    } catch (PoolException.NotFound none) {
      return Optional.empty();
    }
  }

  @Override
  public boolean delete(String key) {
    try {
      calls.delete(path(key), Map.of());
      return true;
    } catch (PoolException.NotFound none) {
      return false;
    }
  }

  @Override
  public Map<String, String> list() {
    Map<String, String> entries = new LinkedHashMap<>();
    for (JsonNode entry : Answer.items(calls.get(Calls.path("context")))) {
      entries.put(Answer.text(entry, "key"), Answer.text(entry, "value"));
    }
    return Collections.unmodifiableMap(entries);
  }
}
