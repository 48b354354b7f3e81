package dev.agentpool.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Lays out a chain: each step waits for the one before. */
public final class ChainExpansion {
  private ChainExpansion() {}

  public static List<ExpandedStep> of(List<Step> steps) {
    List<ExpandedStep> expanded = new ArrayList<>();
    for (Step step : steps) {
      List<Integer> after = expanded.isEmpty() ? List.of() : List.of(expanded.size() - 1);
      expanded.add(new ExpandedStep(step.name(), step.name(), step, Map.of(), after));
    }
    return List.copyOf(expanded);
  }
}
