package dev.agentpool.operation;

import static dev.agentpool.operation.Operation.named;

import dev.agentpool.answer.AutoAnswer;
import dev.agentpool.answer.AutoStarted;
import dev.agentpool.answer.Cost;
import dev.agentpool.answer.RouteDecision;
import dev.agentpool.answer.RouteHead;
import dev.agentpool.answer.RouteStep;
import dev.agentpool.answer.RouteTest;
import dev.agentpool.engine.Refused;
import dev.agentpool.engine.Routing;
import dev.agentpool.plan.WorkflowFormat;
import dev.agentpool.request.AutoRequest;
import dev.agentpool.request.HintChoices;
import dev.agentpool.request.RouteRequest;
import dev.agentpool.request.RouteTestRequest;
import dev.agentpool.route.Accuracy;
import dev.agentpool.route.AccuracyCase;
import dev.agentpool.route.AccuracyResult;
import dev.agentpool.route.Hints;
import dev.agentpool.task.TaskId;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How work should be run, and running it so (spec slot-pool 8.7). */
public final class RouteRows {
  public static final Operation<RouteRequest, RouteDecision> DECIDE =
      named("auto.decide", "How a piece of work should be run; runs nothing of it")
          .takes(RouteRequest.class)
          .gives(RouteDecision.class)
          .at(Route.post("/v1/route").fails(400, 409))
          .does(RouteRows::decide);

  public static final Operation<RouteTestRequest, RouteTest> TEST =
      named(
              "auto.test",
              "How well the router decides cases whose right route is known; runs nothing of them")
          .takes(RouteTestRequest.class)
          .gives(RouteTest.class)
          .at(Route.post("/v1/route/test").fails(400, 409))
          .does(RouteRows::test);

  public static final Operation<AutoRequest, AutoStarted> RUN =
      named("auto.run", "Routes a piece of work and runs it so")
          .takes(AutoRequest.class)
          .gives(AutoStarted.class)
          .at(Route.post("/v1/auto").fails(400, 409, 504))
          .does(RouteRows::run)
          .awaited(AutoAnswer.class, RouteRows::await);

  private RouteRows() {}

  static List<Operation<?, ?>> all() {
    return List.of(DECIDE, TEST, RUN);
  }

  private static RouteDecision decide(Asking asking, RouteRequest asked)
      throws InterruptedException {
    Routing.Decision decision =
        asking
            .engine()
            .routing()
            .route(
                asking.pool(),
                said(asked.prompt()),
                hints(asked.hints()),
                asked.routerModel().orElse(null));
    return new RouteDecision(route(decision.route()), Cost.of(decision.cost()));
  }

  private static String said(String prompt) {
    if (prompt.isBlank()) {
      throw Refused.invalid("the prompt is empty: say what is to be done");
    }
    return prompt;
  }

  private static AutoStarted run(Asking asking, AutoRequest asked) throws InterruptedException {
    Routing.Started started =
        asking
            .engine()
            .routing()
            .start(
                asking.pool(),
                said(asked.prompt()),
                hints(asked.hints()),
                asked.routerModel().orElse(null),
                Choices.task(asked.how(), asked.idempotencyKey()));
    return new AutoStarted(
        route(started.route()),
        Cost.of(started.routing()),
        started.tasks().stream().map(TaskId::value).toList(),
        Optional.ofNullable(started.fallback()));
  }

  private static AutoAnswer await(
      Asking asking, AutoRequest asked, AutoStarted started, Duration atMost)
      throws InterruptedException {
    List<TaskId> ids = started.taskIds().stream().map(TaskId::new).toList();
    boolean isParallel = started.route().route() == RouteHead.Kind.PARALLEL;
    Routing.Outcome outcome = asking.engine().routing().await(ids, isParallel, atMost);
    if (outcome == null) {
      throw new Refused(
          Refused.Kind.TIMED_OUT,
          "timed_out",
          "the time was over before the work had ended; it goes on: " + started.taskIds());
    }
    return new AutoAnswer(
        started,
        outcome.output(),
        outcome.success(),
        Cost.of(outcome.cost()).plus(started.routingCost()));
  }

  private static Hints hints(HintChoices chosen) {
    Map<String, Object> plain = new LinkedHashMap<>();
    chosen.maxParallel().ifPresent(most -> plain.put("max_parallel", most));
    chosen.maxChainSteps().ifPresent(most -> plain.put("max_chain_steps", most));
    chosen.prefer().ifPresent(kind -> plain.put("prefer", kind));
    chosen.domain().ifPresent(kind -> plain.put("domain", kind));
    plain.put("decomposition_hints", chosen.decompositionHints());
    return Hints.read(plain);
  }

  private static RouteHead route(dev.agentpool.route.Route route) {
    return switch (route) {
      case dev.agentpool.route.Route.Single(String prompt) ->
          new RouteHead(
              RouteHead.Kind.SINGLE, Optional.of(prompt), Optional.empty(), Optional.empty());
      case dev.agentpool.route.Route.Parallel(List<String> prompts) ->
          new RouteHead(
              RouteHead.Kind.PARALLEL, Optional.empty(), Optional.of(prompts), Optional.empty());
      case dev.agentpool.route.Route.Chain(var steps) ->
          new RouteHead(
              RouteHead.Kind.CHAIN,
              Optional.empty(),
              Optional.empty(),
              Optional.of(
                  steps.stream().map(step -> new RouteStep(step.name(), step.prompt())).toList()));
    };
  }

  private static RouteTest test(Asking asking, RouteTestRequest asked) throws InterruptedException {
    List<AccuracyCase> cases =
        asked
            .text()
            .map(text ->
                AccuracyCase.of(WorkflowFormat.named(asked.format().orElse("json")).read(text)))
            .orElseGet(AccuracyCase::standard);
    Routing.Tested tested =
        asking.engine().routing().test(asking.pool(), cases, asked.routerModel().orElse(null));
    Accuracy accuracy = tested.accuracy();
    return new RouteTest(
        accuracy.results().stream().map(AccuracyResult::plain).toList(),
        accuracy.total(),
        accuracy.correct(),
        accuracy.wrong(),
        accuracy.errors(),
        accuracy.elapsed(),
        accuracy.percent(),
        accuracy.failures(),
        Cost.of(tested.cost()));
  }
}
