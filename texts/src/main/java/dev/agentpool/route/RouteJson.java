package dev.agentpool.route;

import dev.agentpool.route.Route.ChainStep;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A route as JSON: {@code {"route":"parallel","prompts":[…]}} (spec slot-pool 8.7). */
final class RouteJson {
  private RouteJson() {}

  /** As plain maps and lists. */
  public static Map<String, Object> plain(Route route) {
    Map<String, Object> plain = new LinkedHashMap<>();
    plain.put("route", route.kind());
    switch (route) {
      case Route.Single(String prompt) -> plain.put("prompt", prompt);
      case Route.Parallel(List<String> prompts) -> plain.put("prompts", prompts);
      case Route.Chain(List<ChainStep> steps) ->
          plain.put("steps", steps.stream().map(RouteJson::plain).toList());
    }
    return plain;
  }

  private static Map<String, Object> plain(ChainStep step) {
    Map<String, Object> plain = new LinkedHashMap<>();
    plain.put("name", step.name());
    plain.put("prompt", step.prompt());
    return plain;
  }

  /**
   * Reads what {@link #plain} writes. What is left out is empty, {@link Normalisation} judges that;
   * a value of the wrong type is an {@link InvalidRoute}.
   */
  static Route read(JsonNode node) {
    JsonNode kind = node.path("route");
    if (!kind.isString()) {
      throw new InvalidRoute("the decision has no \"route\": " + shown(node));
    }
    return switch (kind.stringValue()) {
      case "single" -> new Route.Single(text(node, "prompt"));
      case "parallel" -> new Route.Parallel(prompts(node));
      case "chain" -> new Route.Chain(steps(node));
      default ->
          throw new InvalidRoute(
              "the route \"" + kind.stringValue() + "\" is none of single, parallel, chain");
    };
  }

  private static List<String> prompts(JsonNode node) {
    List<String> prompts = new ArrayList<>();
    for (JsonNode prompt : list(node, "prompts")) {
      prompts.add(prompt.isObject() ? text(prompt, "prompt") : text(prompt, "prompts"));
    }
    return prompts;
  }

  private static List<ChainStep> steps(JsonNode node) {
    List<ChainStep> steps = new ArrayList<>();
    for (JsonNode step : list(node, "steps")) {
      steps.add(
          step.isObject()
              ? new ChainStep(text(step, "name"), text(step, "prompt"))
              : new ChainStep("", text(step, "steps")));
    }
    return steps;
  }

  private static Iterable<JsonNode> list(JsonNode node, String key) {
    JsonNode list = node.get(key);
    if (list == null || list.isNull()) {
      return List.of();
    }
    if (!list.isArray()) {
      throw new InvalidRoute("\"" + key + "\" must be a list, not " + shown(list));
    }
    return list;
  }

  /** The text under a key, or the node itself when it is an element of a list. */
  private static String text(JsonNode node, String key) {
    @Nullable JsonNode text = node.isObject() ? node.get(key) : node;
    if (text == null || text.isNull()) {
      return "";
    }
    if (!text.isString()) {
      throw new InvalidRoute("\"" + key + "\" must be text, not " + shown(text));
    }
    return text.stringValue();
  }

  private static String shown(JsonNode node) {
    String text = node.toString();
    return text.length() <= 80 ? text : text.substring(0, 77) + "...";
  }
}
