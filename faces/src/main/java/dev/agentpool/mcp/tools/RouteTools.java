package dev.agentpool.mcp.tools;

import dev.agentpool.answer.RouteHead;
import dev.agentpool.engine.Refused;
import dev.agentpool.engine.Routing;
import dev.agentpool.engine.TaskOptions;
import dev.agentpool.inside.Acting;
import dev.agentpool.operation.RouteRows;
import dev.agentpool.request.RouteRequest;
import dev.agentpool.route.Hints;
import dev.agentpool.route.RouteJson;
import dev.agentpool.wire.CostShapes;
import dev.agentpool.wire.Shapes;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Auto-routing (spec slot-pool 8.7). */
final class RouteTools {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration BEAT = Duration.ofSeconds(5);

  private static final Fields PROMPT = Fields.NONE.need("prompt", Schema.name("the work, whole"));

  private static final Fields HINTS =
      Fields.NONE
          .may("max_parallel", Schema.whole(1, 1_000, "the most pieces at once"))
          .may("max_chain_steps", Schema.whole(1, 500, "the most steps of a chain"))
          .may("prefer", Schema.text("prefer_single, prefer_parallel or prefer_chain, in doubt"))
          .may("domain", Schema.text("the kind of work"))
          .may("decomposition_hints", Schema.texts("where the work falls into pieces"));

  private static final Fields ROUTER =
      Fields.NONE.may("router_model", Schema.name("the model that decides"));

  private RouteTools() {}

  static List<Tool> all() {
    return List.of(
        auto("pool_auto", "Run by route", PROMPT),
        auto("pool_auto_with_hints", "Run by route with hints", PROMPT.and(HINTS)),
        route("pool_route", "Decide a route", PROMPT),
        route("pool_route_with_hints", "Decide a route with hints", PROMPT.and(HINTS)));
  }

  private static Tool auto(String name, String title, Fields takes) {
    return Tool.of(
            name,
            title,
            "Lets a model decide whether the work is one task, parallel tasks or a chain, runs it"
                + " so and gives the output. Blocks.")
        .takes(takes.and(ROUTER).and(TaskArguments.TAGS).and(Work.TAKES))
        .gives(
            Work.orRunning(
                Fields.NONE
                    .may("route", Schema.OBJECT)
                    .may("output", Schema.TEXT)
                    .cost("cost")
                    .may("success", Schema.FLAG)
                    .may("fallback", Schema.text("why the router was not followed"))
                    .may("task_ids", Schema.TEXTS)))
        .does(call -> {
          long deadline = System.nanoTime() + call.millis("timeout_ms", Work.PATIENCE).toNanos();
          Routing.Started started =
              routed(
                  call,
                  deadline,
                  () ->
                      call.engine()
                          .routing()
                          .start(
                              call.pool(),
                              call.text("prompt"),
                              hints(call),
                              call.textOrNull("router_model"),
                              TaskOptions.with(
                                  dev.agentpool.settings.Settings.EMPTY, call.texts("tags"))));
          Duration left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
          return new Work(call, started.tasks()).awaitAtMost(left, () -> outcome(call, started));
        });
  }

  private static Answer outcome(Call call, Routing.Started started) throws InterruptedException {
    Routing.Outcome outcome = call.engine().routing().await(started, Duration.ZERO);
    if (outcome == null) {
      throw new IllegalStateException("the work has ended and has not: " + started.tasks());
    }
    ObjectNode data = Shapes.object();
    data.set("route", JSON.valueToTree(RouteJson.plain(outcome.route())));
    CostShapes.put(data.put("output", outcome.output()), outcome.cost());
    String text = Shapes.text(data);
    data.put("success", outcome.success());
    if (started.fallback() != null) {
      data.put("fallback", started.fallback());
    }
    data.set("task_ids", Shapes.texts(started.tasks().stream().map(id -> id.value()).toList()));
    return outcome.success() ? Answer.text(text, data) : Answer.error(outcome.output(), data);
  }

  private static Tool route(String name, String title, Fields takes) {
    return Tool.of(
            name,
            title,
            "Lets a model decide whether the work is one task, parallel tasks or a chain, and gives"
                + " the decision without running it. Blocks.")
        .with(RouteRows.DECIDE, RouteHead.class)
        .takes(takes.and(ROUTER).and(Work.TAKES.only(List.of("timeout_ms"))))
        .reads()
        .does(call -> {
          long deadline = System.nanoTime() + call.millis("timeout_ms", Work.PATIENCE).toNanos();
          RouteRequest asked = call.submission(RouteRows.DECIDE);
          return Answer.of(
              routed(call, deadline, () -> call.ask(RouteRows.DECIDE, asked)).decided());
        });
  }

  private static Hints hints(Call call) {
    return Hints.read(call.raw().arguments());
  }

  /** Something that blocks until the router has decided. */
  private interface Deciding<T> {
    T decide() throws Exception;
  }

  /** The decision, unless the time is over or the call is cancelled: nothing is started then. */
  private static <T> T routed(Call call, long deadline, Deciding<T> deciding) throws Exception {
    CompletableFuture<T> decided = new CompletableFuture<>();
    Thread thread =
        Thread.ofVirtual()
            .name("mcp-route")
            .start(
                Acting.carried(() -> {
                  try {
                    decided.complete(deciding.decide());
                  } catch (Throwable e) {
                    decided.completeExceptionally(e);
                  }
                }));
    call.raw()
        .onCancel(() -> {
          if (Work.isToBeCancelled(call)) {
            thread.interrupt();
          }
        });
    try {
      for (int beats = 1; ; beats++) {
        long left = deadline - System.nanoTime();
        if (left <= 0) {
          thread.interrupt();
          throw new Refused(
              Refused.Kind.TIMED_OUT,
              "timed_out",
              "the router has not decided in time and nothing was started: give a larger"
                  + " timeout_ms, or choose yourself between pool_run, pool_fan_out and"
                  + " pool_chain");
        }
        try {
          return decided.get(Math.min(left, BEAT.toNanos()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException notYet) {
          call.raw().progress(beats / 1_000.0, null, "the router decides");
        }
      }
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }
}
