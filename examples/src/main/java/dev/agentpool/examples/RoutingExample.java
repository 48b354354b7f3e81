package dev.agentpool.examples;

import dev.agentpool.api.Hints;
import dev.agentpool.api.Pool;
import dev.agentpool.api.PoolException;
import dev.agentpool.api.Route;
import dev.agentpool.api.Step;
import java.nio.file.Path;
import java.util.List;

/** A router decides how a piece of work is run. */
public final class RoutingExample {
  private RoutingExample() {}

  public static void main(String[] arguments) {
    try (Pool pool = Pool.builder().project(Path.of(arguments[0])).build()) {
      Hints hints = Hints.NONE.withMaxParallel(3).preferring(Hints.Prefer.PARALLEL);
      System.out.println(pool.auto("Translate README into French and German.", hints).output());
      Route.Outcome outcome = pool.auto("Say hello.", Hints.NONE.withMaxParallel(2));
      System.out.println(outcome.output() + " for " + outcome.cost());
      how(pool);
      onlyDecide(pool);
    }
  }

  private static void how(Pool pool) {
    String how =
        switch (pool.auto("Say hello.").route()) {
          case Route.Single _ -> "one task";
          case Route.Parallel(List<String> prompts) -> prompts.size() + " tasks at once";
          case Route.Chain(List<Step> steps) -> steps.size() + " steps";
        };
    System.out.println(how);
  }

  private static void onlyDecide(Pool pool) {
    try {
      Route.Decision decision = pool.route("Say hello.", Hints.NONE);
      System.out.println(decision.route() + " for " + decision.cost());
    } catch (PoolException.Conflict failed) {
      System.out.println(failed.getMessage());
    }
  }
}
