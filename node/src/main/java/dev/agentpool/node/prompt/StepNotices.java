package dev.agentpool.node.prompt;

import dev.agentpool.plan.OutputPath;
import dev.agentpool.task.OutcomeCode;
import dev.agentpool.task.PlanPart;
import dev.agentpool.task.TaskRecord;
import dev.agentpool.task.TaskResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a person should know of a step of a plan: which variables could not be read out of its
 * output, and which places of its prompt stayed as they were written.
 */
public final class StepNotices {
  private StepNotices() {}

  /** Of the prompt that a step is asked. */
  public static List<String> ofPrompt(List<String> unfilled) {
    return unfilled.stream()
        .map(place -> "there is no value for " + place + ": the prompt has it as it is written")
        .toList();
  }

  /** Of what a step brought; nothing of one that did not complete. */
  public static List<String> ofResult(TaskRecord task, TaskResult result) {
    List<String> notices = new ArrayList<>();
    if (!(task.spec().part() instanceof PlanPart.Step step)
        || result.outcome().code() != OutcomeCode.COMPLETED) {
      return notices;
    }
    String text = text(result);
    for (Map.Entry<String, String> variable : new TreeMap<>(step.outputVars()).entrySet()) {
      if (new OutputPath(variable.getValue()).in(text) instanceof OutputPath.Found.Nothing none) {
        notices.add(
            "the output variable '" + variable.getKey() + "' could not be read: " + none.reason());
      }
    }
    return notices;
  }

  /** What the variables of a step are read out of. */
  static String text(TaskResult result) {
    String structured = result.report().structuredOutput();
    return structured == null ? result.output() : structured;
  }
}
