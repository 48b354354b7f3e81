package dev.agentpool.api;

import dev.agentpool.answer.Cost;
import java.util.List;
import java.util.Optional;

/**
 * How a piece of work is to be run, as the router decided (spec slot-pool 8.7).
 *
 * {@snippet :
 * String how =
 *     switch (pool.auto("Say hello.").route()) {
 *       case Route.Single _ -> "one task";
 *       case Route.Parallel(List<String> prompts) -> prompts.size() + " tasks at once";
 *       case Route.Chain(List<Step> steps) -> steps.size() + " steps";
 *     };
 * System.out.println(how);
 * }
 */
public sealed interface Route {
  /** As one task. */
  record Single(String prompt) implements Route {}

  /** As independent tasks at the same time. */
  record Parallel(List<String> prompts) implements Route {
    /** Keeps a copy of the list. */
    public Parallel {
      prompts = List.copyOf(prompts);
    }
  }

  /** As steps one after another. */
  record Chain(List<Step> steps) implements Route {
    /** Keeps a copy of the list. */
    public Chain {
      steps = List.copyOf(steps);
    }
  }

  /**
   * A decision, not yet carried out.
   *
   * @param cost what deciding cost
   */
  record Decision(Route route, Cost cost) {}

  /**
   * What came out of work that was routed.
   *
   * @param taskIds of the work: one, as many as prompts, or the chain
   * @param output of parallel tasks a numbered list, of a chain its last step's
   * @param cost of the work and of routing it
   * @param success whether all of it did well
   * @param fallback why the router was not followed and the prompt run as one task
   */
  record Outcome(
      Route route,
      List<String> taskIds,
      String output,
      Cost cost,
      boolean success,
      Optional<String> fallback) {
    /** Keeps a copy of the list. */
    public Outcome {
      taskIds = List.copyOf(taskIds);
    }
  }
}
