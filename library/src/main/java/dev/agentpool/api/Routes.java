package dev.agentpool.api;

import dev.agentpool.answer.Json;
import dev.agentpool.answer.RouteDecision;
import dev.agentpool.answer.RouteHead;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Reads what the router decided, and what came of it. */
final class Routes {
  private Routes() {}

  static Route route(RouteHead decided) {
    return switch (decided.route()) {
      case SINGLE -> new Route.Single(decided.prompt().orElse(""));
      case PARALLEL -> new Route.Parallel(decided.prompts().orElse(List.of()));
      case CHAIN ->
          new Route.Chain(
              decided.steps().orElse(List.of()).stream()
                  .map(step -> Step.prompt(step.name(), step.prompt()))
                  .toList());
    };
  }

  static Route.Decision decision(RouteDecision decision) {
    return new Route.Decision(route(decision.decided()), decision.cost());
  }

  static Route.Outcome outcome(JsonNode node) {
    return new Route.Outcome(
        route(Json.ANSWERS.treeToValue(node.path("route"), RouteHead.class)),
        Answer.texts(node, "task_ids"),
        Answer.text(node, "output"),
        Answer.cost(node, "cost"),
        Answer.flag(node, "success"),
        Answer.optionalText(node, "fallback"));
  }
}
