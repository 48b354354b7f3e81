package dev.agentpool.plan;

import dev.agentpool.plan.Workflow.Argument;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lays out a workflow for given arguments (spec slot-pool 8.6): each for_each becomes its
 * instances, who waits for such a step waits for all of them.
 */
public final class WorkflowExpansion {
  private static final int MAX_STEPS = 500;
  private final Workflow workflow;
  private final Map<String, String> arguments;
  private final List<ExpandedStep> expanded = new ArrayList<>();

  private WorkflowExpansion(Workflow workflow, Map<String, String> arguments) {
    this.workflow = workflow;
    this.arguments = arguments;
  }

  /**
   * The steps, each behind those it waits for. Throws {@link InvalidPlan} when an argument is
   * missing or unknown, or a list is empty.
   */
  public static List<ExpandedStep> of(Workflow workflow, Map<String, String> arguments) {
    WorkflowExpansion expansion = new WorkflowExpansion(workflow, bind(workflow, arguments));
    expansion.expand();
    return List.copyOf(expansion.expanded);
  }

  private static Map<String, String> bind(Workflow workflow, Map<String, String> given) {
    List<String> known = workflow.arguments().stream().map(Argument::name).toList();
    for (String name : given.keySet()) {
      if (!known.contains(name)) {
        throw new InvalidPlan(
            "unknown argument '"
                + name
                + "' for workflow '"
                + workflow.name()
                + "'; "
                + (known.isEmpty() ? "it takes none" : "it takes: " + String.join(", ", known)));
      }
    }
    Map<String, String> bound = new LinkedHashMap<>();
    for (Argument argument : workflow.arguments()) {
      String value = given.get(argument.name());
      if (value == null && argument.required()) {
        throw new InvalidPlan(
            "missing required argument '"
                + argument.name()
                + "' for workflow '"
                + workflow.name()
                + "'");
      }
      String otherwise = argument.otherwise() == null ? "" : argument.otherwise();
      bound.put(argument.name(), value == null ? otherwise : value);
    }
    return bound;
  }

  private void expand() {
    StepGraph graph = new StepGraph(workflow.steps());
    Map<Integer, List<Integer>> instances = new HashMap<>();
    for (int place : graph.order()) {
      List<Integer> after = new ArrayList<>();
      graph.before(place).forEach(other -> after.addAll(instances.getOrDefault(other, List.of())));
      instances.put(place, add(workflow.steps().get(place), after));
      if (expanded.size() > MAX_STEPS) {
        throw new InvalidPlan(
            "workflow '"
                + workflow.name()
                + "' comes to more than "
                + MAX_STEPS
                + " steps with these arguments; give shorter lists");
      }
    }
  }

  /** Adds a step, or all its instances; tells their places. */
  private List<Integer> add(Step step, List<Integer> after) {
    ForEach forEach = step.forEach();
    if (forEach == null) {
      expanded.add(new ExpandedStep(step.name(), step.name(), step, arguments, after));
      return List.of(expanded.size() - 1);
    }
    List<Integer> places = new ArrayList<>();
    for (String element : elements(step, forEach)) {
      Map<String, String> bindings = new LinkedHashMap<>(arguments);
      bindings.put(forEach.as(), element);
      String name = step.name() + "[" + places.size() + "]";
      places.add(expanded.size());
      expanded.add(new ExpandedStep(name, step.name(), step, bindings, after));
    }
    return places;
  }

  private List<String> elements(Step step, ForEach forEach) {
    List<String> elements =
        switch (forEach.source()) {
          case ForEach.Source.Items(List<String> items) ->
              items.stream().map(item -> Template.of(item).render(this::argument)).toList();
          case ForEach.Source.Argument(String name) -> listed(name);
        };
    if (elements.isEmpty()) {
      throw new InvalidPlan(
          "step '"
              + step.name()
              + "' of workflow '"
              + workflow.name()
              + "' is run for each element of a list, but the list is empty");
    }
    return elements;
  }

  private List<String> listed(String name) {
    try {
      return ListText.read(arguments.getOrDefault(name, ""));
    } catch (InvalidPlan invalid) {
      throw invalid.in("argument '" + name + "' of workflow '" + workflow.name() + "'");
    }
  }

  private @Nullable String argument(Reference reference) {
    return reference instanceof Reference.Binding(String name) ? arguments.get(name) : null;
  }
}
