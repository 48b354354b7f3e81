package dev.agentpool.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What can be known to be wrong with a workflow before it is run. */
final class WorkflowCheck {
  private static final Pattern INSTANCE = Pattern.compile("(?<group>.+)\\[\\d+\\]");
  private final Workflow workflow;
  private final StepGraph graph;

  private WorkflowCheck(Workflow workflow) {
    this.workflow = workflow;
    this.graph = new StepGraph(workflow.steps());
  }

  /** Throws {@link InvalidPlan} for cycles and for references that could never have a value. */
  static void check(Workflow workflow) {
    WorkflowCheck check = new WorkflowCheck(workflow);
    check.graph.order();
    for (int i = 0; i < workflow.steps().size(); i++) {
      check.checkName(workflow.steps().get(i));
      check.checkForEach(workflow.steps().get(i));
      Set<Integer> upstream = check.graph.upstream(i);
      for (Reference reference : workflow.steps().get(i).references()) {
        if (reference instanceof Reference.StepValue value) {
          check.checkStepValue(workflow.steps().get(i), upstream, value);
        }
      }
    }
  }

  private void checkName(Step step) {
    Matcher instance = INSTANCE.matcher(step.name());
    if (instance.matches() && forEachStep(instance.group("group")).isPresent()) {
      throw problem(
          step,
          "is called as an element of the for_each '" + instance.group("group") + "'; rename it");
    }
  }

  private void checkForEach(Step step) {
    ForEach forEach = step.forEach();
    if (forEach == null) {
      return;
    }
    if (workflow.argument(forEach.as()).isPresent()) {
      throw problem(
          step,
          "'{" + forEach.as() + "}' is an argument of the workflow; name the element otherwise");
    }
    switch (forEach.source()) {
      case ForEach.Source.Items(List<String> items) -> {
        if (items.isEmpty()) {
          throw problem(step, "the list of its for_each is empty");
        }
      }
      case ForEach.Source.Argument(String name) -> {
        if (workflow.argument(name).isEmpty()) {
          throw problem(
              step, "its for_each is over '{" + name + "}', which is no argument of the workflow");
        }
      }
    }
  }

  private void checkStepValue(Step step, Set<Integer> upstream, Reference.StepValue value) {
    int other =
        place(value.step())
            .orElseThrow(
                () -> problem(step, "refers to " + value.text() + ", but there is no such step"));
    if (!upstream.contains(other)) {
      throw problem(
          step,
          "refers to "
              + value.text()
              + ", but does not wait for '"
              + value.step()
              + "'; add it to 'after'");
    }
    List<String> known = new ArrayList<>(workflow.steps().get(other).outputVars().keySet());
    known.add(Reference.StepValue.OUTPUT);
    known.add(Reference.StepValue.SUCCESS);
    if (!known.contains(value.variable())) {
      throw problem(
          step,
          "refers to "
              + value.text()
              + ", but '"
              + value.step()
              + "' has only "
              + String.join(", ", known));
    }
  }

  /** The place of a step, or of the for_each step that an instance like {@code review[0]} is of. */
  private Optional<Integer> place(String name) {
    Matcher instance = INSTANCE.matcher(name);
    Optional<Integer> exact = named(name);
    return exact.isEmpty() && instance.matches() ? forEachStep(instance.group("group")) : exact;
  }

  private Optional<Integer> forEachStep(String name) {
    return named(name).filter(place -> workflow.steps().get(place).forEach() != null);
  }

  private Optional<Integer> named(String name) {
    List<String> names = workflow.steps().stream().map(Step::name).toList();
    int place = names.indexOf(name);
    return place < 0 ? Optional.empty() : Optional.of(place);
  }

  private static InvalidPlan problem(Step step, String message) {
    return new InvalidPlan("step '" + step.name() + "': " + message);
  }
}
