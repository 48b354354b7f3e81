package dev.agentpool.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Finds JSON in what an agent wrote: the whole text, else its last {@code ```json} fence, else its
 * last fence of any kind, else the first object or array in the prose (spec slot-pool 8.2, 8.7).
 * Safe for any thread.
 */
public final class EmbeddedJson {
  private static final Pattern FENCE =
      Pattern.compile("```[ \\t]*+([^\\s`]*+)[^\\n`]*+\\n(.*?)```", Pattern.DOTALL);

  /** The most characters the search in prose looks at, so that braces without end cost little. */
  private static final int SEARCH_LIMIT = 4_000_000;

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private EmbeddedJson() {}

  /** The first JSON value of the text that is wanted; parts of a value are not values. */
  public static Optional<JsonNode> find(String text, Predicate<JsonNode> wanted) {
    JsonNode whole = parse(text);
    if (whole != null) {
      return Optional.of(whole).filter(wanted);
    }
    for (String fenced : fences(text)) {
      JsonNode node = parse(fenced);
      if (node != null && wanted.test(node)) {
        return Optional.of(node);
      }
    }
    return inProse(text, wanted);
  }

  private static @Nullable JsonNode parse(String text) {
    try {
      JsonNode node = text.isBlank() ? null : MAPPER.readTree(text);
      return node == null || node.isMissingNode() ? null : node;
    } catch (JacksonException notJson) {
      return null;
    }
  }

  /** The contents of the fences: those that say json first, later ones before earlier ones. */
  private static List<String> fences(String text) {
    List<String> json = new ArrayList<>();
    List<String> others = new ArrayList<>();
    Matcher matcher = FENCE.matcher(text);
    while (matcher.find()) {
      (matcher.group(1).equalsIgnoreCase("json") ? json : others).addFirst(matcher.group(2));
    }
    json.addAll(others);
    return json;
  }

  private static Optional<JsonNode> inProse(String text, Predicate<JsonNode> wanted) {
    int budget = SEARCH_LIMIT;
    for (int start = 0; start < text.length() && budget > 0; start++) {
      char first = text.charAt(start);
      if (first != '{' && first != '[') {
        continue;
      }
      int end = balancedEnd(text, start, budget);
      budget -= (end < 0 ? text.length() : end) - start;
      JsonNode node = end < 0 ? null : parse(text.substring(start, end));
      if (node == null) {
        continue; // what stands inside may still be JSON
      }
      if (wanted.test(node)) {
        return Optional.of(node);
      }
      start = end - 1;
    }
    return Optional.empty();
  }

  /**
   * Where the brackets that open at start are closed again, or -1; brackets in strings are text.
   */
  private static int balancedEnd(String text, int start, int budget) {
    int depth = 0;
    boolean quoted = false;
    int last = (int) Math.min(text.length(), (long) start + budget);
    for (int i = start; i < last; i++) {
      char c = text.charAt(i);
      if (quoted) {
        if (c == '\\') {
          i++;
        } else if (c == '"') {
          quoted = false;
        }
      } else if (c == '"') {
        quoted = true;
      } else if (c == '{' || c == '[') {
        depth++;
      } else if (c == '}' || c == ']') {
        if (--depth == 0) {
          return i + 1;
        }
      }
    }
    return -1;
  }
}
