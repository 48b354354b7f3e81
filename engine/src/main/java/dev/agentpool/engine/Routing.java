package dev.agentpool.engine;

import dev.agentpool.budget.Cost;
import dev.agentpool.budget.Limits;
import dev.agentpool.config.PoolConfig;
import dev.agentpool.plan.ChainResult;
import dev.agentpool.plan.PlanOptions;
import dev.agentpool.plan.Step;
import dev.agentpool.pool.SlotName;
import dev.agentpool.route.Accuracy;
import dev.agentpool.route.AccuracyCase;
import dev.agentpool.route.Hints;
import dev.agentpool.route.InvalidRoute;
import dev.agentpool.route.Normalisation;
import dev.agentpool.route.Route;
import dev.agentpool.route.RouteOutput;
import dev.agentpool.route.RouteReply;
import dev.agentpool.route.RouterPrompt;
import dev.agentpool.settings.SettingKeys;
import dev.agentpool.settings.Settings;
import dev.agentpool.settings.SlotMode;
import dev.agentpool.settings.WorkspaceMode;
import dev.agentpool.task.TaskId;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.task.TaskResult;
import dev.agentpool.task.TaskState;
import dev.agentpool.task.Title;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Auto-routing (spec slot-pool 8.7). The router is a task like any other, in a slot of its own, so
 * its cost is counted and the pool's slots stay free. Thread-safe; blocks the caller's thread.
 */
public final class Routing {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private final Tasks tasks;
  private final Chains chains;

  public Routing(Tasks tasks, Chains chains) {
    this.tasks = tasks;
    this.chains = chains;
  }

  /** A decision as the router made it, and what deciding cost. */
  public record Decision(Route route, Cost cost) {}

  /**
   * Work under way.
   *
   * @param route after normalisation
   * @param routing what the decision cost
   * @param tasks of the route: one, as many as prompts, or the chain
   * @param fallback why the router was not followed; null when it was
   */
  public record Started(Route route, Cost routing, List<TaskId> tasks, @Nullable String fallback) {}

  /** What came out; the cost is without that of the routing. */
  public record Outcome(String output, Cost cost, boolean success) {}

  /** Throws {@link Refused} when the router fails. */
  public Decision route(PoolConfig pool, String prompt, Hints hints, @Nullable String routerModel)
      throws InterruptedException {
    TaskId asked = ask(pool, prompt, hints, routerModel);
    return new Decision(decided(asked), tasks.cost(asked));
  }

  /** How well a router decides cases whose right route is known, and what deciding them cost. */
  public record Tested(Accuracy accuracy, Cost cost) {}

  /** Puts the cases to the router, one after another; what it fails at is a result. */
  public Tested test(PoolConfig pool, List<AccuracyCase> cases, @Nullable String routerModel)
      throws InterruptedException {
    List<TaskId> asked = new ArrayList<>();
    Accuracy accuracy =
        Accuracy.run(
            cases,
            (prompt, hints) -> {
              TaskId id = ask(pool, prompt, hints, routerModel);
              asked.add(id);
              return Normalisation.apply(decided(id), hints);
            },
            InstantSource.system());
    Cost cost = tasks.costs(asked).values().stream().reduce(Cost.NOTHING, Cost::plus);
    return new Tested(accuracy, cost);
  }

  /** Asks the router and waits until it has answered, or its time is over. */
  private TaskId ask(PoolConfig pool, String prompt, Hints hints, @Nullable String routerModel)
      throws InterruptedException {
    Settings settings =
        RouterPrompt.settings(routerModel)
            .with(SettingKeys.SYSTEM_PROMPT, RouterPrompt.system(null, hints))
            .with(SettingKeys.WORKSPACE, WorkspaceMode.SHARED)
            .with(SettingKeys.SLOT_MODE, SlotMode.PERSISTENT)
            .with(SettingKeys.TIMEOUT, PATIENCE);
    TaskOptions options =
        TaskOptions.with(settings, List.of("router"))
            .called(Title.ofFirstLine("route: " + Title.ofFirstLine(prompt)));
    TaskId id = tasks.submitInto(new SlotName.Router(), pool, RouterPrompt.user(prompt), options);
    try {
      if (!tasks.await(id, PATIENCE.plusSeconds(30)).state().terminal()) {
        tasks.cancel(id, "the router took too long");
      }
      return id;
    } catch (InterruptedException gone) {
      tasks.cancel(id, "who asked for the route went away");
      throw gone;
    }
  }

  private Route decided(TaskId asked) {
    TaskRecord done = tasks.get(asked);
    TaskResult result = done.result();
    if (done.state() != TaskState.COMPLETED || result == null) {
      throw new Refused(
          Refused.Kind.CONFLICT, "routing_failed", "the router failed: " + done.reason());
    }
    try {
      return RouteReply.extract(result.output());
    } catch (InvalidRoute invalid) {
      throw new Refused(
          Refused.Kind.CONFLICT, "routing_failed", String.valueOf(invalid.getMessage()));
    }
  }

  /** Routes and submits; whatever goes wrong with routing, the prompt is run as it is. */
  public Started start(
      PoolConfig pool,
      String prompt,
      Hints hints,
      @Nullable String routerModel,
      TaskOptions options)
      throws InterruptedException {
    Route route = new Route.Single(prompt);
    Cost cost = Cost.NOTHING;
    String fallback = null;
    try {
      TaskId asked = ask(pool, prompt, hints, routerModel);
      cost = tasks.cost(asked);
      route = Normalisation.apply(decided(asked), hints);
    } catch (Refused | InvalidRoute failed) {
      fallback = String.valueOf(failed.getMessage());
    }
    return new Started(route, cost, submit(pool, route, options), fallback);
  }

  /** Submits what a route says. */
  public List<TaskId> submit(PoolConfig pool, Route route, TaskOptions options) {
    return switch (route) {
      case Route.Single(String prompt) -> List.of(tasks.submit(pool, prompt, options));
      case Route.Parallel(List<String> prompts) -> tasks.fanOut(pool, prompts, options, 0);
      case Route.Chain(List<Route.ChainStep> steps) -> {
        List<Step> chain =
            steps.stream().map(step -> Step.prompt(step.name(), step.prompt())).toList();
        PlanOptions plan =
            new PlanOptions(
                null,
                options.tags(),
                PlanOptions.USUAL.isolation(),
                PlanOptions.USUAL.onFinish(),
                options.settings(),
                options.priority(),
                Limits.of(options.cap()),
                options.idempotencyKey());
        yield List.of(chains.submit(pool, chain, plan));
      }
    };
  }

  /**
   * Waits for started work; null when the time was over first.
   *
   * @param isParallel whether the tasks are parts of their own, whose outputs are listed
   */
  public @Nullable Outcome await(List<TaskId> started, boolean isParallel, Duration atMost)
      throws InterruptedException {
    if (!tasks.await(started, started.size(), atMost).satisfied()) {
      return null;
    }
    List<String> outputs = new ArrayList<>();
    Cost cost = Cost.NOTHING;
    boolean success = true;
    for (TaskId id : started) {
      TaskRecord task = tasks.get(id);
      success &= task.state() == TaskState.COMPLETED;
      if (task.spec().isParent()) {
        ChainResult result = chains.result(id);
        outputs.add(result.finalOutput());
        cost = cost.plus(result.totalCost());
      } else {
        outputs.add(task.result() == null ? task.reason() : task.result().output());
        cost = cost.plus(tasks.cost(id));
      }
    }
    String output = isParallel ? RouteOutput.parallelOutput(outputs) : outputs.getFirst();
    return new Outcome(output, cost, success);
  }
}
