package dev.agentpool.operation;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.agentpool.answer.Json;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The members that a request's record has in JSON. */
public final class Members {
  private static final ClassValue<Map<String, Class<?>>> OF =
      new ClassValue<>() {
        @Override
        protected Map<String, Class<?>> computeValue(Class<?> request) {
          Map<String, Class<?>> members = new LinkedHashMap<>();
          for (RecordComponent component : request.getRecordComponents()) {
            members.put(name(component), type(component));
          }
          return Collections.unmodifiableMap(members);
        }
      };

  private Members() {}

  /** Their types by their names, in order; of what may be absent the type that it else has. */
  public static Map<String, Class<?>> of(Class<? extends Record> request) {
    return OF.get(request);
  }

  private static String name(RecordComponent component) {
    JsonProperty said = component.getAccessor().getAnnotation(JsonProperty.class);
    return said == null || said.value().isEmpty()
        ? Json.member(component.getName(), type(component))
        : said.value();
  }

  private static Class<?> type(RecordComponent component) {
    if (component.getType() != Optional.class) {
      return component.getType();
    }
    return raw(((ParameterizedType) component.getGenericType()).getActualTypeArguments()[0]);
  }

  private static Class<?> raw(@Nullable Type type) {
    return type instanceof ParameterizedType wide
        ? (Class<?>) wide.getRawType()
        : (Class<?>) java.util.Objects.requireNonNull(type, "a type without a class");
  }
}
