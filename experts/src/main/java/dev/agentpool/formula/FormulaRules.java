package dev.agentpool.formula;

import dev.agentpool.paper.GoText;
import dev.agentpool.paper.SafeName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What makes steps a formula (spec expert-pool 17): the first rule that is broken is told. */
final class FormulaRules {
  private FormulaRules() {}

  static Optional<String> broken(List<FormulaStep> steps) {
    if (steps.isEmpty()) {
      return Optional.of("formula has no steps");
    }
    Set<String> ids = new HashSet<>();
    for (FormulaStep step : steps) {
      Optional<String> problem = broken(step, ids);
      if (problem.isPresent()) {
        return problem;
      }
      ids.add(step.id());
    }
    for (FormulaStep step : steps) {
      for (String other : step.dependsOn()) {
        if (!ids.contains(other)) {
          return Optional.of(
              "step "
                  + GoText.quoted(step.id())
                  + " depends on unknown step "
                  + GoText.quoted(other));
        }
      }
    }
    List<String> left = cyclic(steps);
    return left.isEmpty()
        ? Optional.empty()
        : Optional.of("dependency cycle detected involving steps: " + GoText.listed(left));
  }

  private static Optional<String> broken(FormulaStep step, Set<String> before) {
    String quoted = "step " + GoText.quoted(step.id());
    if (step.id().isEmpty()) {
      return Optional.of("step has empty id");
    }
    if (!SafeName.isSafe(step.id())) {
      return Optional.of("step id " + GoText.quoted(step.id()) + " is not filename-safe");
    }
    if (step.role().isEmpty()) {
      return Optional.of(quoted + " has empty role");
    }
    if (step.title().isEmpty()) {
      return Optional.of(quoted + " has empty title");
    }
    return before.contains(step.id())
        ? Optional.of("duplicate step id " + GoText.quoted(step.id()))
        : Optional.empty();
  }

  /** What is left when every step was taken away that waits for nothing any more. */
  private static List<String> cyclic(List<FormulaStep> steps) {
    Map<String, List<String>> waiting = new LinkedHashMap<>();
    steps.forEach(step -> waiting.put(step.id(), step.dependsOn()));
    boolean moved = true;
    while (moved) {
      List<String> free = new ArrayList<>();
      waiting.forEach((id, others) -> {
        if (others.stream().noneMatch(waiting::containsKey)) {
          free.add(id);
        }
      });
      moved = !free.isEmpty();
      free.forEach(waiting::remove);
    }
    return List.copyOf(waiting.keySet());
  }
}
