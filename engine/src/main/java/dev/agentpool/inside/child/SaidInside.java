package dev.agentpool.inside.child;

import dev.agentpool.keep.KeptTexts;
import dev.agentpool.ledger.NotePut;
import dev.agentpool.ledger.Submission;
import dev.agentpool.task.PlanPart;
import dev.agentpool.task.Prompt;
import dev.agentpool.task.TaskSpec;
import dev.agentpool.task.Title;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What an agent writes from inside its session, as it may be kept: without secrets. */
final class SaidInside {
  private final KeptTexts kept;

  SaidInside(KeptTexts kept) {
    this.kept = kept;
  }

  String over(String text) {
    return kept.over(text);
  }

  /** A note whose key is called as secrets are holds one, whatever it looks like. */
  List<NotePut> over(List<NotePut> puts) {
    return puts.stream()
        .map(put ->
            new NotePut(kept.over(put.key()), kept.value(put.key(), put.value()), put.expected()))
        .toList();
  }

  Submission over(Submission submission) {
    return new Submission(
        submission.pool(),
        submission.tasks().stream()
            .map(node -> new Submission.Node(over(node.spec()), node.after(), node.afterTasks()))
            .toList(),
        submission.planCaps(),
        submission.idempotencyKey(),
        submission.insideOf(),
        submission.waits());
  }

  private TaskSpec over(TaskSpec spec) {
    return new TaskSpec(
        over(spec.prompt()),
        spec.settings(),
        spec.tags().stream().map(kept::over).toList(),
        spec.ordering(),
        spec.retry(),
        spec.review(),
        spec.cap(),
        spec.onDependencyFailure(),
        over(spec.part()),
        spec.title() == null ? null : Title.ofFirstLine(kept.over(spec.title().text())));
  }

  private Prompt over(Prompt prompt) {
    return switch (prompt) {
      case Prompt.Literal(String text) -> new Prompt.Literal(kept.over(text));
      case Prompt.Template(String text) -> new Prompt.Template(kept.over(text));
    };
  }

  private PlanPart over(PlanPart part) {
    return switch (part) {
      case PlanPart.Step step ->
          new PlanPart.Step(
              step.name(),
              step.group(),
              values(step.bindings()),
              step.outputVars(),
              step.recovery() == null ? null : over(step.recovery()),
              step.when(),
              step.mayFail(),
              step.sharesWorkspace());
      case PlanPart.Alone(), PlanPart.Close _, PlanPart.Parent _ -> part;
    };
  }

  private Map<String, String> values(Map<String, String> named) {
    Map<String, String> values = new HashMap<>();
    named.forEach((name, value) -> values.put(name, kept.value(name, value)));
    return values;
  }
}
