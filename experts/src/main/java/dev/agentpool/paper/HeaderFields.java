package dev.agentpool.paper;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * The fields of a header. A single value is what stands there, whatever YAML takes it for: {@code
 * 007} is {@code "007"}; null is as if it were absent. What nobody asks for is not looked into.
 */
public final class HeaderFields {
  private static final int MAX_HEADER = 64 * 1024;
  private static final int MOST_ALIASES = 20;
  private final Map<String, Node> nodes;

  private HeaderFields(Map<String, Node> nodes) {
    this.nodes = nodes;
  }

  /** Throws when it is not YAML, no table, or names a key twice. */
  public static HeaderFields parse(String yaml) throws UnreadableHeader {
    if (yaml.length() > MAX_HEADER) {
      throw new UnreadableHeader("the header is larger than 64 KiB");
    }
    Optional<Node> root = composed(yaml);
    if (root.isEmpty() || isNull(root.get())) {
      return new HeaderFields(Map.of());
    }
    if (!(root.get() instanceof MappingNode table)) {
      throw wrong(
          root.get(), "the header is " + kind(root.get()) + ", not lines like 'id: task-1'");
    }
    Map<String, Node> nodes = new LinkedHashMap<>();
    for (NodeTuple field : table.getValue()) {
      if (field.getKeyNode() instanceof ScalarNode key
          && nodes.put(key.getValue(), field.getValueNode()) != null) {
        throw wrong(key, "the key " + GoText.quoted(key.getValue()) + " stands there twice");
      }
    }
    return new HeaderFields(nodes);
  }

  private static Optional<Node> composed(String yaml) throws UnreadableHeader {
    try {
      return new Compose(
              LoadSettings.builder()
                  .setLabel("header")
                  .setSchema(new CoreSchema())
                  .setMaxAliasesForCollections(MOST_ALIASES)
                  .setAllowRecursiveKeys(false)
                  .setCodePointLimit(2 * MAX_HEADER)
                  .build())
          .composeString(yaml);
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().or(e::getContextMark).map(Mark::getLine).orElse(0);
      throw new UnreadableHeader(
          "line "
              + (line + 1)
              + ": "
              + Optional.ofNullable(e.getProblem()).orElse("it is not YAML"));
    } catch (YamlEngineException e) {
      throw new UnreadableHeader(String.valueOf(e.getMessage()));
    } catch (IllegalArgumentException e) { // what the library makes of an escape without digits
      throw new UnreadableHeader("an escape in quotes is none that YAML knows");
    } catch (StackOverflowError e) {
      throw new UnreadableHeader("it is nested too deeply");
    }
  }

  /** Empty text when it is absent. */
  public String text(String key) throws UnreadableHeader {
    Node node = nodes.get(key);
    if (node == null || isNull(node)) {
      return "";
    }
    return scalar(node, key, "one value");
  }

  /** No elements when it is absent; a single value is refused. */
  public List<String> texts(String key) throws UnreadableHeader {
    Node node = nodes.get(key);
    if (node == null || isNull(node)) {
      return List.of();
    }
    if (!(node instanceof SequenceNode list)) {
      throw wrong(node, key + " has to be a list, but is " + kind(node));
    }
    List<String> texts = new ArrayList<>();
    for (Node item : list.getValue()) {
      if (!isNull(item)) {
        texts.add(scalar(item, key, "a list of single values"));
      }
    }
    return List.copyOf(texts);
  }

  /** Null when it is absent, and when it is the time that means this. */
  public @Nullable Instant time(String key) throws UnreadableHeader {
    Node node = nodes.get(key);
    if (node == null || isNull(node)) {
      return null;
    }
    String text = scalar(node, key, "a time");
    Instant time =
        Rfc3339.parse(text)
            .orElseThrow(() ->
                wrong(
                    node,
                    key
                        + " is "
                        + GoText.quoted(text)
                        + ", not a time as in 2026-04-01T14:32:00Z"));
    return time.equals(Rfc3339.NEVER) ? null : time;
  }

  /** A whole number; 0 when it is absent. */
  public int number(String key) throws UnreadableHeader {
    String text = text(key);
    try {
      return text.isEmpty() ? 0 : Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new UnreadableHeader(key + " has to be a whole number, not " + GoText.quoted(text));
    }
  }

  private static String scalar(Node node, String key, String expected) throws UnreadableHeader {
    if (node instanceof ScalarNode scalar) {
      return scalar.getValue();
    }
    throw wrong(node, key + " has to be " + expected + ", but is " + kind(node));
  }

  private static boolean isNull(Node node) {
    return node instanceof ScalarNode && node.getTag().equals(Tag.NULL);
  }

  private static String kind(Node node) {
    return switch (node) {
      case ScalarNode _ -> "a single value";
      case SequenceNode _ -> "a list";
      default -> "a table";
    };
  }

  private static UnreadableHeader wrong(Node node, String problem) {
    return new UnreadableHeader(
        node.getStartMark().map(mark -> "line " + (mark.getLine() + 1) + ": ").orElse("")
            + problem);
  }
}
