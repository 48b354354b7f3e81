package dev.agentpool.cli.json;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A JSON object being written; members keep their order. Not for several threads. */
public final class JsonObject {
  private final Map<String, @Nullable Object> members = new LinkedHashMap<>();

  /** Takes text, numbers, booleans, lists, maps, {@link Json}, {@link JsonObject} and null. */
  public JsonObject put(String name, @Nullable Object value) {
    members.put(name, value);
    return this;
  }

  /** Leaves the member out when there is no value. */
  public JsonObject putIfThere(String name, @Nullable Object value) {
    return value == null ? this : put(name, value);
  }

  public boolean isEmpty() {
    return members.isEmpty();
  }

  Map<String, @Nullable Object> members() {
    return members;
  }

  @Override
  public String toString() {
    return JsonWriter.write(this);
  }
}
