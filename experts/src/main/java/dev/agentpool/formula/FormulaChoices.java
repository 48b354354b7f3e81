package dev.agentpool.formula;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What whoever starts a formula says about its steps.
 *
 * @param overrides by step: what is to be done instead of its description
 * @param experts by step: who does it
 */
public record FormulaChoices(Map<String, String> overrides, Map<String, List<String>> experts) {
  public static final FormulaChoices NONE = new FormulaChoices(Map.of(), Map.of());
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  public FormulaChoices {
    overrides = Map.copyOf(overrides);
    experts = Map.copyOf(experts);
  }

  /**
   * From two JSON objects as texts, each empty when there is none. An expert is a name, several are
   * a list or names with commas between.
   */
  public static FormulaChoices parse(String overrides, String experts) throws UnreadableFormula {
    Map<String, String> texts = new LinkedHashMap<>();
    Map<String, List<String>> named = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> one : object("overrides", overrides).properties()) {
      texts.put(one.getKey(), text("overrides", one.getKey(), one.getValue()));
    }
    for (Map.Entry<String, JsonNode> one : object("experts", experts).properties()) {
      List<String> names = new ArrayList<>();
      if (one.getValue().isArray()) {
        for (JsonNode name : one.getValue()) {
          names.add(text("experts", one.getKey(), name));
        }
      } else {
        names.addAll(List.of(text("experts", one.getKey(), one.getValue()).split(",", -1)));
      }
      List<String> distinct =
          new ArrayList<>(new LinkedHashSet<>(names.stream().map(String::strip).toList()));
      distinct.removeIf(String::isEmpty);
      named.put(one.getKey(), List.copyOf(distinct));
    }
    return new FormulaChoices(texts, named);
  }

  private static JsonNode object(String what, String json) throws UnreadableFormula {
    if (json.isBlank()) {
      return JSON.createObjectNode();
    }
    try {
      JsonNode read = JSON.readTree(json);
      if (read.isNull()) {
        return JSON.createObjectNode();
      }
      if (!read.isObject()) {
        throw wrong(what, "it has to be an object, as in {\"step\": \"text\"}");
      }
      return read;
    } catch (JacksonException e) {
      throw wrong(what, e.getOriginalMessage());
    }
  }

  private static String text(String what, String key, JsonNode value) throws UnreadableFormula {
    if (!value.isString()) {
      throw wrong(what, "the value of " + key + " has to be a text");
    }
    return value.stringValue();
  }

  private static UnreadableFormula wrong(String what, String why) {
    return new UnreadableFormula("parsing " + what + " JSON: " + why);
  }
}
