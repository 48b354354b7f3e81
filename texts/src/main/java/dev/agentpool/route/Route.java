package dev.agentpool.route;

import java.util.List;

/** How a piece of work is run (spec slot-pool 8.7); its JSON is {@code RouteJson}. */
public sealed interface Route {
  /** As one task. */
  record Single(String prompt) implements Route {}

  /** As independent tasks at the same time. */
  record Parallel(List<String> prompts) implements Route {
    public Parallel {
      prompts = List.copyOf(prompts);
    }
  }

  /** As steps one after another. */
  record Chain(List<ChainStep> steps) implements Route {
    public Chain {
      steps = List.copyOf(steps);
    }
  }

  /** A step; its prompt may refer to {@code {previous_output}}. */
  record ChainStep(String name, String prompt) {}

  /** The names of all kinds. */
  static List<String> kinds() {
    return List.of("single", "parallel", "chain");
  }

  /** {@code single}, {@code parallel} or {@code chain}. */
  default String kind() {
    return switch (this) {
      case Single _ -> "single";
      case Parallel _ -> "parallel";
      case Chain _ -> "chain";
    };
  }

  /** Of how many tasks it is made. */
  default int size() {
    return switch (this) {
      case Single _ -> 1;
      case Parallel(List<String> prompts) -> prompts.size();
      case Chain(List<ChainStep> steps) -> steps.size();
    };
  }
}
