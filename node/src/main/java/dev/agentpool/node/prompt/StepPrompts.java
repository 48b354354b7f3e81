package dev.agentpool.node.prompt;

import dev.agentpool.ledger.AttemptRecord;
import dev.agentpool.ledger.Ledger;
import dev.agentpool.plan.Condition;
import dev.agentpool.plan.InvalidPlan;
import dev.agentpool.plan.Reference;
import dev.agentpool.plan.Template;
import dev.agentpool.task.Outcome;
import dev.agentpool.task.OutcomeCode;
import dev.agentpool.task.PlanPart;
import dev.agentpool.task.Prompt;
import dev.agentpool.task.TaskRecord;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What an attempt has to do: ask the task's prompt as it is, ask a step's filled-in template, or
 * nothing. The same for every attempt of a task, also after a restart, since what a step refers to
 * has ended by then.
 */
public final class StepPrompts {
  private final Ledger ledger;

  public StepPrompts(Ledger ledger) {
    this.ledger = ledger;
  }

  /** What is to be done. */
  public sealed interface Work {
    /**
     * @param unfilled references to steps for which there is no value; they stand in the prompt as
     *     they were written
     */
    record Ask(String prompt, List<String> unfilled) implements Work {}

    /** The node finishes the workspace of the plan. */
    record Close(PlanPart.Close part) implements Work {}

    record Skip(Outcome why) implements Work {}
  }

  public Work of(TaskRecord task) {
    return switch (task.spec().part()) {
      case PlanPart.Alone() -> asked(task, values(task, Map.of()));
      case PlanPart.Step step -> of(task, step);
      case PlanPart.Close close -> new Work.Close(close);
      case PlanPart.Parent _ ->
          throw new IllegalStateException(task.id() + " stands for a plan: nobody does it");
    };
  }

  private Work of(TaskRecord task, PlanPart.Step step) {
    Function<Reference, @Nullable String> values = values(task, step.bindings());
    try {
      if (step.when() != null && !Condition.of(step.when()).test(values)) {
        return new Work.Skip(
            Outcome.of(OutcomeCode.SKIPPED, "its condition did not hold: " + step.when()));
      }
    } catch (InvalidPlan invalid) {
      return new Work.Skip(
          Outcome.of(OutcomeCode.TEMPLATE_FAILED, String.valueOf(invalid.getMessage())));
    }
    return asked(task, values);
  }

  /** Feedback is added to what is filled in already, so that a name in it stays as it is. */
  private static Work asked(TaskRecord task, Function<Reference, @Nullable String> values) {
    return switch (task.prompt()) {
      case Prompt.Literal(String text) -> new Work.Ask(task.withFeedback(text), List.of());
      case Prompt.Template(String text) -> {
        Template template = Template.of(text);
        String filled = template.render(values);
        yield filled.isBlank()
            ? new Work.Skip(Outcome.of(OutcomeCode.TEMPLATE_FAILED, isEmpty(task)))
            : new Work.Ask(task.withFeedback(filled), unfilled(template, values));
      }
    };
  }

  private static String isEmpty(TaskRecord task) {
    String step = task.spec().part().stepName().orElse(task.id().value());
    return "the prompt of step '" + step + "' is empty once it is filled in";
  }

  private static List<String> unfilled(
      Template template, Function<Reference, @Nullable String> lookup) {
    return template.references().stream()
        .filter(reference ->
            reference instanceof Reference.StepValue && lookup.apply(reference) == null)
        .map(Reference::text)
        .toList();
  }

  private Function<Reference, @Nullable String> values(
      TaskRecord task, Map<String, String> bindings) {
    PlanOutputs outputs = PlanOutputs.around(ledger, task);
    return reference ->
        switch (reference) {
          case Reference.PreviousOutput() -> outputs.previous();
          case Reference.LastError() -> lastError(task);
          case Reference.StepValue(String step, String variable) -> outputs.value(step, variable);
          case Reference.Binding(String name) -> bindings.get(name);
        };
  }

  /** Of the last attempt that failed by itself; empty while there is none. */
  private String lastError(TaskRecord task) {
    List<AttemptRecord> attempts = ledger.attempts(task.id());
    for (AttemptRecord attempt : attempts.reversed()) {
      Outcome outcome = attempt.outcome();
      if (attempt.key().fence() < task.fence() && outcome != null && outcome.code().recoverable()) {
        return outcome.message();
      }
    }
    return "";
  }
}
