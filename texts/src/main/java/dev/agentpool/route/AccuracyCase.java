package dev.agentpool.route;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A prompt whose right route is known (spec slot-pool 8.7).
 *
 * @param expected the kinds that are right; {@code any} allows all
 */
public record AccuracyCase(String label, String prompt, List<String> expected, Hints hints) {
  /** Allows every kind. */
  public static final String ANY = "any";

  private static final TypeReference<Map<String, Object>> TABLE = new TypeReference<>() {};
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  public AccuracyCase {
    expected = List.copyOf(expected);
    if (label.isBlank() || prompt.isBlank()) {
      throw new InvalidRoute("a case needs a label and a prompt: '" + label + "'");
    }
    for (String kind : expected) {
      if (!kind.equals(ANY) && !Route.kinds().contains(kind)) {
        throw new InvalidRoute(
            "case '"
                + label
                + "' expects '"
                + kind
                + "', which is none of single, parallel, chain, any");
      }
    }
    if (expected.isEmpty()) {
      throw new InvalidRoute("case '" + label + "' expects nothing; say any");
    }
  }

  /** The 16 standard cases. */
  public static List<AccuracyCase> standard() {
    try (InputStream in = AccuracyCase.class.getResourceAsStream("/route/accuracy-cases.json")) {
      if (in == null) {
        throw new IllegalStateException("the image has no route/accuracy-cases.json");
      }
      return read(MAPPER.readTree(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Cases of one's own: a JSON list of {label, prompt, expected, hints?}. */
  public static List<AccuracyCase> read(String json) {
    try {
      return read(MAPPER.readTree(json));
    } catch (JacksonException notJson) {
      throw new InvalidRoute("the cases are no JSON: " + notJson.getOriginalMessage());
    }
  }

  /** The same out of a file that was read already; its list may stand under {@code cases}. */
  public static List<AccuracyCase> of(@Nullable Object plain) {
    Object list = plain instanceof Map<?, ?> table ? table.get("cases") : plain;
    if (list == null) {
      throw new InvalidRoute(
          "there are no cases: give a list of {label, prompt, expected, hints?}");
    }
    return read((JsonNode) MAPPER.valueToTree(list));
  }

  private static List<AccuracyCase> read(JsonNode list) {
    if (!list.isArray()) {
      throw new InvalidRoute("the cases must be a JSON list of {label, prompt, expected, hints?}");
    }
    List<AccuracyCase> cases = new ArrayList<>();
    for (JsonNode node : list) {
      JsonNode hints =
          node.path("hints").isObject() ? node.path("hints") : MAPPER.createObjectNode();
      List<String> expected = new ArrayList<>();
      node.path("expected").forEach(kind -> expected.add(kind.asString("")));
      cases.add(
          new AccuracyCase(
              node.path("label").asString(""),
              node.path("prompt").asString(""),
              expected,
              Hints.read(MAPPER.convertValue(hints, TABLE))));
    }
    return cases;
  }

  boolean allows(Route route) {
    return expected.contains(ANY) || expected.contains(route.kind());
  }
}
