package dev.agentpool.plan;

import dev.agentpool.settings.Spelling;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One object as a JSON, YAML or TOML reader delivers it. Each complaint names the place. A null is
 * as good as an absent value: clients send it for what they leave out.
 */
final class Fields {
  private final String place;
  private final Map<String, Object> values = new LinkedHashMap<>();

  /** Throws {@link InvalidPlan} when it is no object with text keys. */
  Fields(String place, @Nullable Object plain) {
    this.place = place;
    if (!(plain instanceof Map<?, ?> map)) {
      throw new InvalidPlan(place + " must be an object with named values, not " + shown(plain));
    }
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      if (!(entry.getKey() instanceof String key)) {
        throw problem("the key " + shown(entry.getKey()) + " must be a text; put it in quotes");
      }
      if (entry.getValue() != null) {
        values.put(key, entry.getValue());
      }
    }
  }

  InvalidPlan problem(String message) {
    return new InvalidPlan(place + ": " + message);
  }

  Set<String> keys() {
    return values.keySet();
  }

  boolean has(String key) {
    return values.containsKey(key);
  }

  @Nullable Object raw(String key) {
    return values.get(key);
  }

  /** A value that is known to be there. */
  Object require(String key) {
    return Objects.requireNonNull(values.get(key), key);
  }

  /** An object inside this one; complaints about it name both. */
  Fields inner(String key) {
    return new Fields(place + ": '" + key + "'", values.get(key));
  }

  void allowOnly(Collection<String> known) {
    for (String key : values.keySet()) {
      if (!known.contains(key)) {
        throw problem(
            "unknown key '"
                + key
                + "'"
                + nearest(key, known)
                    .map(close -> "; did you mean '" + close + "'?")
                    .orElse("; known: " + String.join(", ", known)));
      }
    }
  }

  /** Null when absent. Numbers and booleans are taken as their text: YAML writes so. */
  @Nullable String text(String key) {
    Object value = values.get(key);
    if (value == null) {
      return null;
    }
    return scalar(value)
        .orElseThrow(() -> problem("'" + key + "' must be a text, not " + shown(value)));
  }

  boolean flag(String key, boolean otherwise) {
    Object value = values.getOrDefault(key, otherwise);
    if (value instanceof Boolean flag) {
      return flag;
    }
    throw problem("'" + key + "' must be true or false, not " + shown(value));
  }

  int number(String key, int otherwise) {
    Object value = values.getOrDefault(key, otherwise);
    if (value instanceof Number number
        && number.doubleValue() == number.intValue()) { // JSON may say 2.0
      return number.intValue();
    }
    throw problem("'" + key + "' must be a whole number, not " + shown(value));
  }

  /** Empty when absent. */
  List<?> list(String key) {
    Object value = values.getOrDefault(key, List.of());
    if (value instanceof List<?> list) {
      return list;
    }
    throw problem("'" + key + "' must be a list, not " + shown(value));
  }

  /** Empty when absent; one text is a list of one. */
  List<String> texts(String key) {
    Object value = values.getOrDefault(key, List.of());
    List<String> texts = new ArrayList<>();
    for (Object element : value instanceof List<?> list ? list : List.of(value)) {
      texts.add(
          scalar(element)
              .orElseThrow(() -> problem("'" + key + "' must hold texts, not " + shown(element))));
    }
    return texts;
  }

  /** Empty when absent. */
  Map<String, String> textTable(String key) {
    Map<String, String> texts = new LinkedHashMap<>();
    if (has(key)) {
      Fields table = inner(key);
      for (String name : table.keys()) {
        String text = table.text(name);
        texts.put(name, text == null ? "" : text);
      }
    }
    return texts;
  }

  private static Optional<String> scalar(@Nullable Object value) {
    return value instanceof String || value instanceof Number || value instanceof Boolean
        ? Optional.of(value.toString())
        : Optional.empty();
  }

  static String shown(@Nullable Object value) {
    if (value == null) {
      return "nothing";
    }
    String text = value instanceof String ? "\"" + value + "\"" : value.toString();
    return text.length() <= 60 ? text : text.substring(0, 57) + "...";
  }

  /** The known word that a misspelt one probably means. */
  static Optional<String> nearest(String word, Collection<String> known) {
    return known.stream()
        .filter(candidate -> Spelling.distance(candidate, word) <= (candidate.length() + 1) / 3)
        .min(Comparator.comparingInt(candidate -> Spelling.distance(candidate, word)));
  }
}
