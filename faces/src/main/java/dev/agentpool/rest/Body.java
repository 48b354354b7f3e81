package dev.agentpool.rest;

import dev.agentpool.settings.InvalidSetting;
import dev.agentpool.settings.SettingKey;
import dev.agentpool.settings.SettingKeys;
import dev.agentpool.settings.Settings;
import dev.agentpool.settings.Spelling;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A JSON object of a request, read strictly: a wrong type or an unknown member is a {@link Problem}
 * that names it.
 */
final class Body {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private final JsonNode object;
  private final String where;
  private final Set<String> known = new LinkedHashSet<>();

  private Body(JsonNode object, String where) {
    this.object = object;
    this.where = where;
    if (!object.isObject()) {
      throw Problem.invalid((where.isEmpty() ? "the request" : where) + " must be a JSON object");
    }
  }

  static Body of(JsonNode tree) {
    return new Body(tree, "");
  }

  /** Call when every member was asked for. */
  void nothingElse() {
    for (String name : object.propertyNames()) {
      if (!known.contains(name)) {
        throw Problem.invalid(
            "unknown member '" + where + name + "'; known: " + String.join(", ", known));
      }
    }
  }

  String text(String name) {
    String value = textOrNull(name);
    if (value == null) {
      throw Problem.invalid("'" + where + name + "' is missing" + misspelt(name));
    }
    return value;
  }

  /** A member of the request that nobody knows and that may be the one that is missing. */
  private String misspelt(String missing) {
    return object.propertyNames().stream()
        .filter(name -> !known.contains(name))
        .filter(name -> Spelling.distance(name, missing) <= Math.max(2, missing.length() / 3))
        .findFirst()
        .map(name -> "; '" + where + name + "' is no member")
        .orElse("");
  }

  @Nullable String textOrNull(String name) {
    JsonNode node = member(name);
    return node == null ? null : expect(node.isString(), name, "text", node).asString();
  }

  boolean has(String name) {
    known.add(name);
    return object.has(name);
  }

  boolean flag(String name, boolean otherwise) {
    JsonNode node = member(name);
    return node == null
        ? otherwise
        : expect(node.isBoolean(), name, "true or false", node).asBoolean();
  }

  int number(String name, int otherwise) {
    return (int) longNumber(name, otherwise, Integer.MIN_VALUE, Integer.MAX_VALUE);
  }

  long longNumber(String name, long otherwise, long least, long most) {
    JsonNode node = member(name);
    if (node == null) {
      return otherwise;
    }
    boolean fits =
        node.isIntegralNumber()
            && node.canConvertToLong()
            && node.asLong() >= least
            && node.asLong() <= most;
    return expect(fits, name, "a whole number", node).asLong();
  }

  @Nullable BigDecimal decimal(String name) {
    JsonNode node = member(name);
    return node == null ? null : expect(node.isNumber(), name, "a number", node).decimalValue();
  }

  List<String> texts(String name) {
    List<String> texts = new ArrayList<>();
    for (JsonNode element : elements(name, "a list of texts")) {
      texts.add(expect(element.isString(), name, "a list of texts", element).asString());
    }
    return texts;
  }

  List<Integer> numbers(String name) {
    List<Integer> numbers = new ArrayList<>();
    for (JsonNode element : elements(name, "a list of whole numbers")) {
      numbers.add(expect(element.isInt(), name, "a list of whole numbers", element).asInt());
    }
    return numbers;
  }

  List<Body> bodies(String name) {
    List<Body> bodies = new ArrayList<>();
    for (JsonNode element : elements(name, "a list of objects")) {
      bodies.add(new Body(element, where + name + "[" + bodies.size() + "]."));
    }
    return bodies;
  }

  @SuppressWarnings("unchecked")
  Map<String, Object> table(String name) {
    JsonNode node = member(name);
    return node == null
        ? Map.of()
        : MAPPER.convertValue(expect(node.isObject(), name, "an object", node), Map.class);
  }

  /** Whether it is there and not null. */
  boolean isGiven(String name) {
    return member(name) != null;
  }

  /** Plain values of any kind, as readers of steps want them. */
  List<?> list(String name) {
    JsonNode node = member(name);
    return node == null
        ? List.of()
        : MAPPER.convertValue(expect(node.isArray(), name, "a list", node), List.class);
  }

  /** The settings under {@code settings} and, over them, those that stand beside it. */
  Settings settings(Set<String> except) {
    Map<String, Object> plain = new LinkedHashMap<>(table("settings"));
    for (SettingKey<?> key : SettingKeys.all()) {
      if (!except.contains(key.name())) {
        JsonNode value = member(key.name());
        if (value != null) {
          plain.put(key.name(), MAPPER.convertValue(value, Object.class));
        }
      }
    }
    try {
      return Settings.askedWithinPool(plain);
    } catch (InvalidSetting e) {
      throw Problem.invalid(String.valueOf(e.getMessage()));
    }
  }

  private List<JsonNode> elements(String name, String expected) {
    JsonNode node = member(name);
    List<JsonNode> elements = new ArrayList<>();
    if (node != null) {
      expect(node.isArray(), name, expected, node).forEach(elements::add);
    }
    return elements;
  }

  private @Nullable JsonNode member(String name) {
    known.add(name);
    JsonNode node = object.get(name);
    return node == null || node.isNull() ? null : node;
  }

  private JsonNode expect(boolean fits, String name, String expected, JsonNode node) {
    if (fits) {
      return node;
    }
    String shown = node.toString();
    throw Problem.invalid(
        "'"
            + where
            + name
            + "' must be "
            + expected
            + ", not "
            + (shown.length() <= 80 ? shown : shown.substring(0, 77) + "..."));
  }
}
