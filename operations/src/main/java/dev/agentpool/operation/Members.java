package dev.agentpool.operation;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.agentpool.answer.Json;
import dev.agentpool.request.AlsoBeside;
import dev.agentpool.settings.SettingKey;
import dev.agentpool.settings.SettingKeys;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The members that a request's record has in JSON. */
public final class Members {
  private static final ClassValue<Map<String, Class<?>>> OF =
      new ClassValue<>() {
        @Override
        protected Map<String, Class<?>> computeValue(Class<?> request) {
          Map<String, Class<?>> members = new LinkedHashMap<>();
          for (RecordComponent component : request.getRecordComponents()) {
            if (isUnwrapped(component)) {
              members.putAll(OF.get(component.getType()));
            } else {
              members.put(name(component), type(component));
            }
          }
          return Collections.unmodifiableMap(members);
        }
      };

  private static final ClassValue<Beside> BESIDE =
      new ClassValue<>() {
        @Override
        protected Beside computeValue(Class<?> request) {
          Optional<String> table = table(request);
          Set<String> own = OF.get(request).keySet();
          return new Beside(
              table,
              table.isEmpty()
                  ? List.of()
                  : SettingKeys.all().stream()
                      .map(SettingKey::name)
                      .filter(name -> !own.contains(name))
                      .toList());
        }
      };

  private static final ClassValue<Map<String, Class<? extends Record>>> LISTS =
      new ClassValue<>() {
        @Override
        protected Map<String, Class<? extends Record>> computeValue(Class<?> request) {
          Map<String, Class<? extends Record>> lists = new LinkedHashMap<>();
          for (RecordComponent component : request.getRecordComponents()) {
            if (component.getType() == List.class) {
              Class<?> element =
                  raw(((ParameterizedType) component.getGenericType()).getActualTypeArguments()[0]);
              if (element.isRecord() && !BESIDE.get(element).names().isEmpty()) {
                lists.put(name(component), element.asSubclass(Record.class));
              }
            }
          }
          return Collections.unmodifiableMap(lists);
        }
      };

  /** The settings that may stand beside their table. */
  private record Beside(Optional<String> table, List<String> names) {}

  private Members() {}

  /** Their types by their names, in order; of what may be absent the type that it else has. */
  public static Map<String, Class<?>> of(Class<? extends Record> request) {
    return OF.get(request);
  }

  /** The table whose settings may stand beside it too; empty when there is none. */
  static Optional<String> settings(Class<? extends Record> request) {
    return BESIDE.get(request).table();
  }

  /** The settings that may stand in a request, beside its own members. */
  public static List<String> settingsBeside(Class<? extends Record> request) {
    return BESIDE.get(request).names();
  }

  /** Its lists whose elements take settings too, and those elements' record. */
  public static Map<String, Class<? extends Record>> listsWithSettings(
      Class<? extends Record> request) {
    return LISTS.get(request);
  }

  private static Optional<String> table(Class<?> request) {
    for (RecordComponent component : request.getRecordComponents()) {
      if (component.getAccessor().isAnnotationPresent(AlsoBeside.class)) {
        return Optional.of(name(component));
      }
      if (isUnwrapped(component)) {
        Optional<String> inner = table(component.getType());
        if (inner.isPresent()) {
          return inner;
        }
      }
    }
    return Optional.empty();
  }

  private static boolean isUnwrapped(RecordComponent component) {
    return component.getAccessor().isAnnotationPresent(JsonUnwrapped.class);
  }

  static String name(RecordComponent component) {
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
