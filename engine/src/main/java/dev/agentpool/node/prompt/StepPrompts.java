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
import dev.agentpool.task.TaskRecord;
import java.util.List;
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
      case PlanPart.Alone() -> new Work.Ask(task.prompt(), List.of());
      case PlanPart.Step step -> of(task, step);
      case PlanPart.Close close -> new Work.Close(close);
      case PlanPart.Parent _ ->
          throw new IllegalStateException(task.id() + " stands for a plan: nobody does it");
    };
  }

  private Work of(TaskRecord task, PlanPart.Step step) {
    PlanOutputs outputs = PlanOutputs.around(ledger, task);
    Function<Reference, @Nullable String> lookup =
        reference -> value(reference, task, step, outputs);
    try {
      if (step.when() != null && !Condition.of(step.when()).test(lookup)) {
        return new Work.Skip(
            Outcome.of(OutcomeCode.SKIPPED, "its condition did not hold: " + step.when()));
      }
    } catch (InvalidPlan invalid) {
      return new Work.Skip(
          Outcome.of(OutcomeCode.TEMPLATE_FAILED, String.valueOf(invalid.getMessage())));
    }
    Template template = Template.of(task.prompt());
    String prompt = template.render(lookup);
    return prompt.isBlank()
        ? new Work.Skip(
            Outcome.of(
                OutcomeCode.TEMPLATE_FAILED,
                "the prompt of step '" + step.name() + "' is empty once it is filled in"))
        : new Work.Ask(prompt, unfilled(template, lookup));
  }

  private static List<String> unfilled(
      Template template, Function<Reference, @Nullable String> lookup) {
    return template.references().stream()
        .filter(reference ->
            reference instanceof Reference.StepValue && lookup.apply(reference) == null)
        .map(Reference::text)
        .toList();
  }

  private @Nullable String value(
      Reference reference, TaskRecord task, PlanPart.Step step, PlanOutputs outputs) {
    return switch (reference) {
      case Reference.PreviousOutput() -> outputs.previous();
      case Reference.LastError() -> lastError(task);
      case Reference.StepValue(String other, String variable) -> outputs.value(other, variable);
      case Reference.Binding(String name) -> step.bindings().get(name);
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
