package dev.agentpool.rest;

import dev.agentpool.config.PoolConfig;
import dev.agentpool.engine.Routing;
import dev.agentpool.engine.TaskOptions;
import dev.agentpool.route.Hints;
import dev.agentpool.route.Route;
import dev.agentpool.route.RouteJson;
import dev.agentpool.task.TaskId;
import dev.agentpool.wire.CostShapes;
import dev.agentpool.wire.Shapes;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Auto-routing (spec slot-pool 8.7). */
final class AutoRoutes implements RouteGroup {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private final Api api;

  AutoRoutes(Api api) {
    this.api = api;
  }

  @Override
  public List<Endpoint> endpoints() {
    return List.of(
        Endpoint.post("/v1/auto", "Routes a piece of work and runs it so", this::auto)
            .takes("AutoRequest")
            .gives("AutoAnswer")
            .accepts("AutoStarted")
            .fails(400, 409, 504));
  }

  @Override
  public String shapes() {
    return """
    HintChoices:
      max_parallel?: integer # enforced
      max_chain_steps?: integer # enforced
      prefer?: text # prefer_single, prefer_parallel or prefer_chain; anything else is ignored
      domain?: text
      decomposition_hints?: [text]
      router_model?: text
    RouteStep:
      name: text
      prompt: text
    RouteHead:
      route: "single"|"parallel"|"chain"
      prompt?: text # of a single one
      prompts?: [text] # of parallel ones
      steps?: [RouteStep] # of a chain
    AutoRequest!:
      prompt: text
      ...HintChoices
      ...TaskChoices
      wait?: boolean # false: answers 202 as soon as the work is submitted
      timeout_ms?: integer
      idempotency_key?: text
      dir?: text
    AutoStarted:
      route: RouteHead
      routing_cost: cost
      task_ids: [text]
      fallback?: text # why the router was not followed
    AutoAnswer:
      route: RouteHead
      routing_cost: cost
      task_ids: [text]
      fallback?: text
      output: text
      success: boolean
      cost: cost # with the routing
    """;
  }

  private static Hints hints(Body body) {
    Map<String, Object> plain = new LinkedHashMap<>();
    for (String name : List.of("max_parallel", "max_chain_steps")) {
      if (body.isGiven(name)) {
        plain.put(name, body.number(name, 0));
      }
    }
    for (String name : List.of("prefer", "domain")) {
      String text = body.textOrNull(name);
      if (text != null) {
        plain.put(name, text);
      }
    }
    plain.put("decomposition_hints", body.texts("decomposition_hints"));
    return Hints.read(plain);
  }

  private static String prompt(Body body) {
    String prompt = body.text("prompt");
    if (prompt.isBlank()) {
      throw Problem.invalid("the prompt is empty: say what is to be done");
    }
    return prompt;
  }

  private static ObjectNode shape(Route route) {
    return MAPPER.valueToTree(RouteJson.plain(route));
  }

  private void auto(Call call) throws InterruptedException {
    PoolConfig pool = call.pool();
    Body body = call.body();
    String prompt = prompt(body);
    Hints hints = hints(body);
    String model = body.textOrNull("router_model");
    boolean waits = body.flag("wait", true);
    Duration atMost = TaskRequests.timeout(body);
    TaskOptions options = TaskRequests.options(body, call.idempotencyKey(body));
    call.nothingElse();
    Routing routing = api.engine().routing();
    Routing.Started started = routing.start(pool, prompt, hints, model, options);
    ObjectNode answer = Shapes.object();
    answer.set("route", shape(started.route()));
    CostShapes.put(answer, "routing_cost", started.routing());
    answer.setAll(TaskRoutes.ids(started.tasks()));
    if (started.fallback() != null) {
      answer.put("fallback", started.fallback());
    }
    if (!waits) {
      call.answer(202, answer);
      return;
    }
    Routing.Outcome outcome = routing.await(started, atMost);
    if (outcome == null) {
      List<String> ids = started.tasks().stream().map(TaskId::value).toList();
      throw new Problem(
          504, "timed_out", "the time was over before the work had ended; it goes on: " + ids);
    }
    call.answer(
        CostShapes.put(
            answer.put("output", outcome.output()).put("success", outcome.success()),
            outcome.cost()));
  }
}
