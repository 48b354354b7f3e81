package dev.agentpool.plan;

import dev.agentpool.plan.Failure.OnFailure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes steps and workflows as plain maps and lists, in the library's spelling (spec slot-pool
 * 8.1): what {@link StepReader} and {@link WorkflowReader} read back to the same.
 */
public final class PlanWriter {
  private PlanWriter() {}

  public static Map<String, Object> plain(Workflow workflow) {
    Map<String, Object> plain = new LinkedHashMap<>();
    plain.put("name", workflow.name());
    plain.put("description", workflow.description());
    plain.put("arguments", workflow.arguments().stream().map(PlanWriter::plain).toList());
    plain.put("steps", plain(workflow.steps()));
    plain.put("isolation", workflow.isolation().wireName());
    plain.put("on_finish", workflow.onFinish().wireName());
    return plain;
  }

  public static List<Map<String, Object>> plain(List<Step> steps) {
    List<Map<String, Object>> plain = new ArrayList<>();
    steps.forEach(step -> plain.add(plain(step)));
    return plain;
  }

  public static Map<String, Object> plain(Step step) {
    Map<String, Object> plain = new LinkedHashMap<>();
    plain.put("name", step.name());
    plain.put("action", plain(step.action()));
    if (!step.config().plain().isEmpty()) {
      plain.put("config", step.config().plain());
    }
    if (!step.failure().equals(Failure.STOP)) {
      plain.put("failure_policy", plain(step.failure()));
    }
    if (!step.outputVars().isEmpty()) {
      plain.put("output_vars", step.outputVars());
    }
    if (step.after() instanceof After.Steps(List<String> names)) {
      plain.put("after", names);
    }
    if (step.when() != null) {
      plain.put("when", step.when().toString());
    }
    if (step.forEach() != null) {
      plain.put("for_each", plain(step.forEach().source()));
      plain.put("as", step.forEach().as());
    }
    return plain;
  }

  private static Map<String, Object> plain(Workflow.Argument argument) {
    Map<String, Object> plain = new LinkedHashMap<>();
    plain.put("name", argument.name());
    plain.put("description", argument.description());
    plain.put("required", argument.required());
    if (argument.otherwise() != null) {
      plain.put("default", argument.otherwise());
    }
    return plain;
  }

  private static Map<String, Object> plain(Action action) {
    Map<String, Object> plain = new LinkedHashMap<>();
    switch (action) {
      case Action.Prompt(String prompt) -> {
        plain.put("type", "prompt");
        plain.put("prompt", prompt);
      }
      case Action.SkillAction(String skill, Map<String, String> arguments) -> {
        plain.put("type", "skill");
        plain.put("skill", skill);
        plain.put("arguments", arguments);
      }
    }
    return plain;
  }

  private static Map<String, Object> plain(Failure failure) {
    Map<String, Object> plain = new LinkedHashMap<>();
    plain.put("retries", failure.retries());
    if (failure.recoveryPrompt() != null) {
      plain.put("recovery_prompt", failure.recoveryPrompt());
    }
    plain.put("on_failure", failure.onFailure() == OnFailure.STOP ? "stop" : "continue");
    return plain;
  }

  private static Object plain(ForEach.Source source) {
    return switch (source) {
      case ForEach.Source.Items(List<String> items) -> items;
      case ForEach.Source.Argument(String name) -> "{" + name + "}";
    };
  }
}
