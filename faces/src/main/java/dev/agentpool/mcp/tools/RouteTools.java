package dev.agentpool.mcp.tools;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.agentpool.answer.AutoAnswer;
import dev.agentpool.answer.AutoStarted;
import dev.agentpool.answer.Cost;
import dev.agentpool.answer.Json;
import dev.agentpool.answer.RouteHead;
import dev.agentpool.engine.Refused;
import dev.agentpool.inside.Acting;
import dev.agentpool.operation.RouteRows;
import dev.agentpool.request.AutoRequest;
import dev.agentpool.request.RouteRequest;
import dev.agentpool.task.TaskId;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Auto-routing (spec slot-pool 8.7). */
final class RouteTools {
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
        .with(RouteRows.RUN, AutoAnswer.class)
        .takes(takes.and(ROUTER).and(TaskArguments.TAGS).and(Work.TAKES))
        .gives(Work.orRunning(Fields.answer(AutoAnswer.class).optional()))
        .does(call -> {
          long deadline = System.nanoTime() + call.millis("timeout_ms", Work.PATIENCE).toNanos();
          AutoRequest asked = call.submission(RouteRows.RUN);
          AutoStarted started = routed(call, deadline, () -> call.ask(RouteRows.RUN, asked));
          Duration left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
          return new Work(call, started.taskIds().stream().map(TaskId::new).toList())
              .awaitAtMost(
                  left,
                  () -> outcome(call.outcome(RouteRows.RUN, AutoAnswer.class, asked, started)));
        });
  }

  /** What the text of the answer says. */
  private record Told(RouteHead route, String output, @JsonUnwrapped(prefix = "cost_") Cost cost) {}

  private static Answer outcome(AutoAnswer brought) {
    Told told = new Told(brought.started().route(), brought.output(), brought.cost());
    return brought.success()
        ? Answer.text(Json.ANSWERS.writeValueAsString(told), brought)
        : Answer.error(brought.output(), brought);
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
