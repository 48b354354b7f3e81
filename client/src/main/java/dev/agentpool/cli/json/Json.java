package dev.agentpool.cli.json;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A JSON value: null, text, {@link BigDecimal}, {@link Boolean}, a list or a map. What is missing
 * reads as null, so that a path of members needs no checks. {@link #toString} is its JSON text.
 */
public record Json(@Nullable Object value) {
  /** An empty object to fill. */
  public static JsonObject object() {
    return new JsonObject();
  }

  /** Throws {@link IllegalArgumentException} when the text is not JSON. */
  public static Json parse(String text) {
    return new Json(JsonReader.read(text));
  }

  public Json get(String member) {
    return new Json(value instanceof Map<?, ?> map ? map.get(member) : null);
  }

  public boolean isNull() {
    return value == null;
  }

  /** The text, or null when this is not a text. */
  public @Nullable String textOrNull() {
    return value instanceof String text ? text : null;
  }

  /** The text of a member; empty when it has none. */
  public String text(String member) {
    String text = get(member).textOrNull();
    return text == null ? "" : text;
  }

  /** The whole number of a member; 0 when it has none. */
  public long number(String member) {
    return get(member).value() instanceof BigDecimal number ? number.longValue() : 0;
  }

  public boolean flag(String member) {
    return Boolean.TRUE.equals(get(member).value());
  }

  /** The elements of a list; empty when this is not a list. */
  public List<Json> items() {
    List<Json> items = new ArrayList<>();
    if (value instanceof List<?> list) {
      for (Object item : list) {
        items.add(new Json(item));
      }
    }
    return items;
  }

  /** The same as texts. */
  public List<String> texts() {
    return items().stream().map(item -> String.valueOf(item.textOrNull())).toList();
  }

  @Override
  public String toString() {
    return JsonWriter.write(value);
  }
}
