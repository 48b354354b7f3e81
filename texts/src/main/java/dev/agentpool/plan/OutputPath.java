package dev.agentpool.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Where in a step's output a variable is found (spec slot-pool 8.2): empty or {@code .} is the
 * whole output; else keys and indices of its JSON, as in {@code items.0.name} or {@code
 * items[0].name}.
 */
public record OutputPath(String path) {
  private static final Pattern INDICES =
      Pattern.compile("(?<key>[^\\[\\]]*)(?<rest>(\\[\\d{1,9}\\])+)");

  public OutputPath {
    path = path.strip();
  }

  /** What was found, or why nothing was. */
  public sealed interface Found {
    record Value(String text) implements Found {}

    record Nothing(String reason) implements Found {}

    /** The value when there is one. */
    default Optional<String> value() {
      return this instanceof Value(String text) ? Optional.of(text) : Optional.empty();
    }
  }

  /** Texts come raw, every other JSON value as JSON text. */
  public Found in(String output) {
    if (path.isEmpty() || path.equals(".")) {
      return new Found.Value(output);
    }
    List<String> keys = keys();
    Optional<JsonNode> json = EmbeddedJson.find(output, node -> walk(node, keys) != null);
    Optional<JsonNode> value = json.flatMap(node -> Optional.ofNullable(walk(node, keys)));
    if (value.isPresent()) {
      return new Found.Value(text(value.get()));
    }
    return EmbeddedJson.find(output, JsonNode::isContainer)
        .map(node -> new Found.Nothing("'" + path + "': " + missing(node, keys)))
        .orElseGet(
            () -> new Found.Nothing("'" + path + "': the output holds no JSON object or list"));
  }

  private List<String> keys() {
    String relative = path.startsWith(".") ? path.substring(1) : path;
    List<String> keys = new ArrayList<>();
    for (String segment : relative.split("\\.", -1)) {
      Matcher indices = INDICES.matcher(segment);
      if (!indices.matches()) {
        keys.add(segment);
        continue;
      }
      if (!indices.group("key").isEmpty()) {
        keys.add(indices.group("key"));
      }
      String rest = indices.group("rest");
      keys.addAll(List.of(rest.substring(1, rest.length() - 1).split("\\]\\[", -1)));
    }
    return keys;
  }

  private static @Nullable JsonNode child(JsonNode node, String key) {
    if (node.isObject()) {
      return node.get(key);
    }
    boolean isIndex = key.length() <= 9 && key.matches("\\d+");
    return node.isArray() && isIndex ? node.get(Integer.parseInt(key)) : null;
  }

  private static @Nullable JsonNode walk(JsonNode root, List<String> keys) {
    JsonNode node = root;
    for (String key : keys) {
      node = node == null ? null : child(node, key);
    }
    return node;
  }

  /** Names the first key that is not there. */
  private static String missing(JsonNode root, List<String> keys) {
    int known = 0;
    while (walk(root, keys.subList(0, known + 1)) != null) {
      known++;
    }
    String where = known == 0 ? "the JSON" : "'" + String.join(".", keys.subList(0, known)) + "'";
    String key = keys.get(known);
    JsonNode node = walk(root, keys.subList(0, known));
    if (node == null || !node.isContainer()) {
      return where + " is neither an object nor a list, it has no '" + key + "'";
    }
    return node.isObject()
        ? where + " has no key '" + key + "'"
        : where + " is a list of " + node.size() + ", it has no '" + key + "'";
  }

  private static String text(JsonNode node) {
    return node.isString() ? node.stringValue() : node.toString();
  }
}
