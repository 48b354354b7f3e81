package dev.agentpool.api;

import dev.agentpool.answer.AutoAnswer;
import dev.agentpool.answer.AutoStarted;
import dev.agentpool.answer.RouteDecision;
import dev.agentpool.answer.RouteHead;
import java.util.List;

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

  static Route.Outcome outcome(AutoAnswer brought) {
    AutoStarted started = brought.started();
    return new Route.Outcome(
        route(started.route()),
        started.taskIds(),
        brought.output(),
        brought.cost(),
        brought.success(),
        started.fallback());
  }
}
