package dev.agentpool.plan;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Who waits for whom among the steps of a workflow, by their places in the list. */
final class StepGraph {
  private final List<Step> steps;
  private final Map<String, Integer> places = new HashMap<>();
  private final List<Set<Integer>> before = new ArrayList<>();

  /** Throws {@link InvalidPlan} for a step that waits for an unknown one. */
  StepGraph(List<Step> steps) {
    this.steps = steps;
    for (int i = 0; i < steps.size(); i++) {
      places.put(steps.get(i).name(), i);
    }
    for (int i = 0; i < steps.size(); i++) {
      before.add(waitedFor(i));
    }
  }

  private Set<Integer> waitedFor(int place) {
    return switch (steps.get(place).after()) {
      case After.Previous() -> place == 0 ? Set.of() : Set.of(place - 1);
      case After.Steps(List<String> names) -> {
        Set<Integer> waited = new LinkedHashSet<>();
        for (String name : names) {
          Integer other = places.get(name);
          if (other == null) {
            throw new InvalidPlan(
                "step '"
                    + steps.get(place).name()
                    + "' waits for '"
                    + name
                    + "', but no step is called so; the steps are: "
                    + String.join(", ", steps.stream().map(Step::name).toList()));
          }
          waited.add(other);
        }
        yield waited;
      }
    };
  }

  /** The steps that must have ended before this one starts, directly. */
  Set<Integer> before(int place) {
    return before.get(place);
  }

  /**
   * Every place, each behind those it waits for, otherwise as written. Throws {@link InvalidPlan}
   * that names a cycle.
   */
  List<Integer> order() {
    int[] open = new int[steps.size()];
    Arrays.setAll(open, place -> before.get(place).size());
    BitSet done = new BitSet();
    List<Integer> order = new ArrayList<>();
    while (order.size() < steps.size()) {
      int ready = firstReady(open, done);
      if (ready < 0) {
        throw new InvalidPlan("the steps wait for each other in a circle: " + cycle(done));
      }
      done.set(ready);
      order.add(ready);
      for (int i = 0; i < open.length; i++) {
        open[i] -= before.get(i).contains(ready) ? 1 : 0;
      }
    }
    return order;
  }

  private static int firstReady(int[] open, BitSet done) {
    for (int i = 0; i < open.length; i++) {
      if (open[i] == 0 && !done.get(i)) {
        return i;
      }
    }
    return -1;
  }

  /** Follows unfinished steps to those they wait for until one comes again. */
  private String cycle(BitSet done) {
    List<Integer> path = new ArrayList<>();
    int place = done.nextClearBit(0);
    while (!path.contains(place)) {
      path.add(place);
      place =
          before.get(place).stream().filter(other -> !done.get(other)).findFirst().orElseThrow();
    }
    List<Integer> circle = new ArrayList<>(path.subList(path.indexOf(place), path.size()));
    circle.add(place);
    return String.join(" -> ", circle.stream().map(i -> steps.get(i).name()).toList());
  }

  /** The steps that must have ended before this one starts, directly or not. */
  Set<Integer> upstream(int place) {
    Set<Integer> found = new LinkedHashSet<>();
    Deque<Integer> open = new ArrayDeque<>(before.get(place));
    while (!open.isEmpty()) {
      int next = open.removeFirst();
      if (found.add(next)) {
        open.addAll(before.get(next));
      }
    }
    return found;
  }
}
