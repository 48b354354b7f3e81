package dev.agentpool.api;

import tools.jackson.databind.JsonNode;

/** Reads what the router decided, and what came of it. */
final class Routes {
  private Routes() {}

  static Route route(JsonNode node) {
    return switch (Answer.text(node, "route")) {
      case "parallel" -> new Route.Parallel(Answer.texts(node, "prompts"));
      case "chain" -> new Route.Chain(Answer.list(node.path("steps"), Routes::step));
      default -> new Route.Single(Answer.text(node, "prompt"));
    };
  }

  private static Step step(JsonNode node) {
    return Step.prompt(Answer.text(node, "name"), Answer.text(node, "prompt"));
  }

  static Route.Decision decision(JsonNode node) {
    return new Route.Decision(route(node), Answer.cost(node, "routing_cost"));
  }

  static Route.Outcome outcome(JsonNode node) {
    return new Route.Outcome(
        route(node.path("route")),
        Answer.texts(node, "task_ids"),
        Answer.text(node, "output"),
        Answer.cost(node, "cost"),
        Answer.flag(node, "success"),
        Answer.optionalText(node, "fallback"));
  }
}
