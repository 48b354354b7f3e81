package dev.agentpool.keep;

import dev.agentpool.question.Asked;
import dev.agentpool.redact.Filter;
import dev.agentpool.redact.Redaction;
import dev.agentpool.task.TaskResult;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The one way from what an agent said to what is kept or sent. What people write, such as prompts,
 * does not go through it where it is kept, for agents need it; it does where it is shown.
 * Thread-safe.
 */
public final class KeptTexts {
  /** Of two members of one name a reader sees one: such a text is gone through as text. */
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private final Redaction redaction;

  public KeptTexts(Redaction redaction) {
    this.redaction = redaction;
  }

  /** How many secrets each rule has found. */
  public Map<String, Long> counts() {
    return redaction.counts();
  }

  /** How many were replaced since the daemon's start, by whichever rule. */
  public long count() {
    return redaction.counts().values().stream().mapToLong(Long::longValue).sum();
  }

  /** What stands under a name: all of it is a secret when the name is a secret's. */
  public String value(String name, String value) {
    if (redaction.isSecretName(name) && !value.isEmpty()) {
      if (!value.equals(Redaction.MARK)) {
        redaction.countNamed();
      }
      return Redaction.MARK;
    }
    return json(value);
  }

  /** For a text that comes in pieces. */
  public Filter filter() {
    return redaction.filter();
  }

  public String over(String text) {
    return redaction.over(text);
  }

  /** What people wrote, where it is shown beside what agents said; not counted. */
  public String shown(String text) {
    return redaction.shown(text);
  }

  /** A result before it is settled. */
  public TaskResult over(TaskResult result) {
    return new ResultTexts(this).over(result);
  }

  /** A question before it is asked; its title may have to be shortened by whoever wrote it. */
  public Asked over(Asked asked) {
    String title = over(asked.title());
    return new Asked(
        asked.kind(),
        title.length() <= Asked.LONGEST_TITLE ? title : title.substring(0, Asked.LONGEST_TITLE),
        json(asked.payload()),
        asked.options().stream().map(this::over).toList());
  }

  /** JSON text stays the same, to the byte, when there is nothing to replace. */
  public String json(String text) {
    try {
      JsonNode read = JSON.readTree(text);
      JsonNode kept = over(read.deepCopy());
      return kept.equals(read) ? text : JSON.writeValueAsString(kept);
    } catch (JacksonException noJson) {
      return over(text);
    }
  }

  /** Every text in it, changed in place; a member that is called as secrets are has none. */
  public ObjectNode over(ObjectNode node) {
    for (String name : List.copyOf(node.propertyNames())) {
      JsonNode member = node.get(name);
      if (member.isString() && redaction.isSecretName(name) && !member.asString().isEmpty()) {
        if (!member.asString().equals(Redaction.MARK)) {
          redaction.countNamed();
          node.put(name, Redaction.MARK);
        }
      } else {
        JsonNode kept = over(member);
        if (kept != member) {
          node.set(name, kept);
        }
      }
      String keptName = over(name);
      if (!keptName.equals(name)) {
        node.set(keptName, node.remove(name));
      }
    }
    return node;
  }

  private JsonNode over(JsonNode node) {
    if (node instanceof ObjectNode object) {
      return over(object);
    }
    if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        array.set(i, over(array.get(i)));
      }
      return array;
    }
    if (!node.isString()) {
      return node;
    }
    String text = node.asString();
    String kept = over(text);
    return kept.equals(text) ? node : JSON.getNodeFactory().stringNode(kept);
  }
}
