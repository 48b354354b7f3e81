package dev.agentpool.operation;

import dev.agentpool.answer.Json;
import dev.agentpool.engine.Refused;
import dev.agentpool.request.Change;
import dev.agentpool.settings.Spelling;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads requests strictly: an unknown member, a wrong type or a missing member is refused with its
 * name, what is expected there, and what was there.
 */
public final class Requests {
  private static final int SHOWN = 80;
  private static final JsonMapper READER =
      Json.REQUESTS
          .rebuild()
          .addModule(new SimpleModule().addDeserializer(Change.class, new ReadChange()))
          .build();

  private Requests() {}

  /**
   * @param known the members that may be there, as whoever asks knows them; asked only for a
   *     refusal
   */
  public static <Q extends Record> Q read(
      Class<Q> request, ObjectNode asked, Supplier<Collection<String>> known) {
    try {
      return READER.treeToValue(gathered(request, asked), request);
    } catch (UnrecognizedPropertyException unknown) {
      throw Refused.invalid(
          misspelt(request, asked)
              .orElseGet(() ->
                  "unknown member '" + where(unknown) + "'; known: " + known(unknown, known)));
    } catch (MismatchedInputException wrong) {
      JsonNode there = at(wrong, asked);
      throw Refused.invalid(
          Optional.of(there)
              .filter(JsonNode::isMissingNode)
              .flatMap(_ -> misspelt(request, asked))
              .orElseGet(() ->
                  wrong(wrong, there, words(wrong.getTargetType(), declared(wrong, request)))));
    } catch (DatabindException refused) {
      Throwable cause = refused.getCause(); // of a record that checks itself
      JsonNode there = at(refused, asked);
      if (there.isNumber()) { // one without end
        throw Refused.invalid(wrong(refused, there, words(BigDecimal.class)));
      }
      throw Refused.invalid(
          cause == null ? "'" + where(refused) + "' is wrong" : String.valueOf(cause.getMessage()));
    } catch (JacksonException tooLarge) {
      throw Refused.invalid(
          wrong(tooLarge, at(tooLarge, asked), words(Long.class, declared(tooLarge, request))));
    }
  }

  /** With the settings that stand beside their table in it; the request itself stays as it is. */
  private static ObjectNode gathered(Class<? extends Record> request, ObjectNode asked) {
    ObjectNode gathered = besideTheTable(request, asked);
    Map<String, Class<? extends Record>> lists = Members.listsWithSettings(request);
    if (lists.isEmpty()) {
      return gathered;
    }
    ObjectNode whole = Json.ANSWERS.createObjectNode();
    whole.setAll(gathered);
    lists.forEach((name, element) -> {
      if (whole.get(name) instanceof ArrayNode list) {
        ArrayNode each = whole.putArray(name);
        list.forEach(
            one -> each.add(one instanceof ObjectNode inner ? gathered(element, inner) : one));
      }
    });
    return whole;
  }

  private static ObjectNode besideTheTable(Class<? extends Record> request, ObjectNode asked) {
    List<String> beside = Members.settingsBeside(request).stream().filter(asked::has).toList();
    if (beside.isEmpty()) {
      return asked;
    }
    String table = Members.settings(request).orElseThrow();
    ObjectNode gathered = asked.deepCopy();
    ObjectNode settings =
        asked.get(table) instanceof ObjectNode given
            ? given.deepCopy()
            : Json.ANSWERS.createObjectNode();
    for (String name : beside) {
      JsonNode value = gathered.remove(name);
      if (!value.isNull()) {
        settings.set(name, value);
      }
    }
    if (!asked.hasNonNull(table) || asked.get(table).isObject()) {
      gathered.set(table, settings);
    }
    return gathered;
  }

  /** A needed member that is not there, and one that nobody knows and that may mean it. */
  private static Optional<String> misspelt(Class<? extends Record> request, ObjectNode asked) {
    Set<String> known = Members.of(request).keySet();
    for (JsonNode needed : Schemas.request(request).path("required")) {
      String missing = needed.asString();
      for (String name : asked.has(missing) ? List.<String>of() : asked.propertyNames()) {
        if (!known.contains(name)
            && Spelling.distance(name, missing) <= Math.max(2, missing.length() / 3)) {
          return Optional.of("'" + missing + "' is missing; '" + name + "' is no member");
        }
      }
    }
    return Optional.empty();
  }

  private static String known(
      UnrecognizedPropertyException unknown, Supplier<Collection<String>> known) {
    Collection<Object> inside = unknown.getKnownPropertyIds();
    return unknown.getPath().size() == 1 || inside == null
        ? String.join(", ", known.get())
        : String.join(", ", new TreeSet<>(inside.stream().map(String::valueOf).toList()));
  }

  private static String wrong(JacksonException wrong, JsonNode there, String expected) {
    String where = where(wrong);
    if (where.isEmpty()) {
      return "the request must be a JSON object";
    }
    if (there.isMissingNode() || there.isNull() && !where.endsWith("]")) {
      return "'" + where + "' is missing";
    }
    String shown = there.toString();
    return "'"
        + where
        + "' must be "
        + expected
        + ", not "
        + (shown.length() <= SHOWN ? shown : shown.substring(0, SHOWN - 3) + "...");
  }

  private static String words(Class<?> expected, JsonNode declared) {
    if (declared.has("enum")) {
      return "one of "
          + String.join(
              ", ", declared.get("enum").values().stream().map(JsonNode::asString).toList());
    }
    return List.class.isAssignableFrom(expected)
        ? listed(declared.path("items").path("type").asString())
        : words(expected);
  }

  private static String listed(String type) {
    return switch (type) {
      case "string" -> "a list of texts";
      case "integer" -> "a list of whole numbers";
      case "object" -> "a list of objects";
      default -> "a list";
    };
  }

  private static String words(Class<?> expected) {
    if (expected == String.class) {
      return "text";
    }
    if (expected == boolean.class || expected == Boolean.class) {
      return "true or false";
    }
    if (expected == BigDecimal.class || expected == Double.class || expected == double.class) {
      return "a number";
    }
    if (Enum.class.isAssignableFrom(expected)) {
      return "one of " + choices(expected);
    }
    return Map.class.isAssignableFrom(expected) || Record.class.isAssignableFrom(expected)
        ? "an object"
        : "a whole number";
  }

  private static String choices(Class<?> choice) {
    return String.join(
        ", ",
        java.util.Arrays.stream(choice.getEnumConstants())
            .map(each -> Json.ANSWERS.valueToTree(each).asString())
            .toList());
  }

  /** For instance {@code tasks[1].prompt}. */
  private static String where(JacksonException wrong) {
    StringBuilder where = new StringBuilder();
    for (JacksonException.Reference step : wrong.getPath()) {
      if (step.getPropertyName() == null) {
        where.append('[').append(step.getIndex()).append(']');
      } else {
        where.append(where.isEmpty() ? "" : ".").append(step.getPropertyName());
      }
    }
    return where.toString();
  }

  /** How the schema describes it. */
  private static JsonNode declared(JacksonException wrong, Class<? extends Record> request) {
    JsonNode declared = Schemas.request(request);
    for (JacksonException.Reference step : wrong.getPath()) {
      declared =
          step.getPropertyName() == null
              ? declared.path("items")
              : declared.path("properties").path(step.getPropertyName());
    }
    return declared;
  }

  private static JsonNode at(JacksonException wrong, JsonNode asked) {
    JsonNode there = asked;
    for (JacksonException.Reference step : wrong.getPath()) {
      there =
          step.getPropertyName() == null
              ? there.path(step.getIndex())
              : there.path(step.getPropertyName());
    }
    return there;
  }
}
