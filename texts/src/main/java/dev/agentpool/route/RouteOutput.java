package dev.agentpool.route;

import dev.agentpool.plan.Outputs;
import java.util.List;

/** The one text that comes out of a route (spec slot-pool 8.7). */
public final class RouteOutput {
  private RouteOutput() {}

  /** {@code [1] first}, {@code [2] second}, …, in the order of the prompts. */
  public static String parallelOutput(List<String> outputs) {
    return Outputs.numbered(outputs);
  }
}
