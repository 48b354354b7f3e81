package dev.agentpool.api;

import tools.jackson.databind.JsonNode;

/** Reads what the router decided. */
final class Routes {
  private Routes() {}

  /** A route bare, or as the member {@code route} of an answer. */
  static Route of(JsonNode answer) {
    JsonNode node = answer.path("route").isObject() ? answer.path("route") : answer;
    return switch (Answer.text(node, "route")) {
      case "parallel" -> new Route.Parallel(Answer.texts(node, "prompts"));
      case "chain" -> new Route.Chain(Answer.list(node.path("steps"), Routes::step));
      default -> new Route.Single(Answer.text(node, "prompt"));
    };
  }

  private static Step step(JsonNode node) {
    return Step.prompt(Answer.text(node, "name"), Answer.text(node, "prompt"));
  }
}
