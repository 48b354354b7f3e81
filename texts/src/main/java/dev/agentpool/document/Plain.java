package dev.agentpool.document;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Plain values: texts, numbers, flags, lists and tables of them, without nulls. */
public final class Plain {
  private Plain() {}

  /** An immutable copy, table keys as texts; a null in a list or table is left out. */
  public static @Nullable Object of(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case Map<?, ?> map -> table(map);
      case Iterable<?> items -> {
        List<Object> copy = new ArrayList<>();
        for (Object item : items) {
          Object plain = of(item);
          if (plain != null) {
            copy.add(plain);
          }
        }
        yield Collections.unmodifiableList(copy);
      }
      case String text -> text;
      case Boolean flag -> flag;
      case Number number -> number;
      default -> value.toString();
    };
  }

  /** See {@link #of}. */
  public static Map<String, Object> table(Map<?, ?> map) {
    Map<String, Object> copy = new LinkedHashMap<>();
    map.forEach((key, value) -> {
      Object plain = of(value);
      if (plain != null) {
        copy.put(String.valueOf(key), plain);
      }
    });
    return Collections.unmodifiableMap(copy);
  }
}
