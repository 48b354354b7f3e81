package dev.agentpool.task;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a task is within its plan (spec slot-pool 8.1 to 8.6). A task without one is asked literally
 * what its prompt says; the prompt of a step is a template that is filled in when the step starts.
 *
 * @param name of the step, unique in its plan; of a parent: what it is, as in {@code chain}
 * @param group the step's name before it was expanded over a list; else its name
 * @param bindings literal texts for names in the template; never scanned for names themselves
 * @param outputVars variable to path into the step's output
 * @param recoveryPrompt asked once when every attempt has failed; null for none
 * @param when condition without which the step is skipped; null for always
 * @param mayFail whether the plan goes on when the step fails
 * @param sharesWorkspace whether the steps of the plan work in one folder
 */
public record PlanPart(
    Role role,
    String name,
    String group,
    Map<String, String> bindings,
    Map<String, String> outputVars,
    @Nullable String recoveryPrompt,
    @Nullable String when,
    boolean mayFail,
    boolean sharesWorkspace,
    OnFinish onFinish) {
  /** Who does the task. */
  public enum Role {
    /** An agent. */
    STEP,
    /** The node, without an agent: it finishes the workspace that the steps shared. */
    CLOSE,
    /** Nobody: it stands for its plan, runs from the start and ends when the last step ends. */
    PARENT
  }

  public PlanPart {
    bindings = Map.copyOf(bindings);
    outputVars = Map.copyOf(outputVars);
  }

  /** A step of which nothing but its name is special. */
  public static PlanPart step(String name) {
    return new PlanPart(
        Role.STEP, name, name, Map.of(), Map.of(), null, null, false, false, OnFinish.KEEP);
  }

  /** Finishes the plan's shared workspace when every step has ended. */
  public static PlanPart close(OnFinish onFinish) {
    return new PlanPart(
        Role.CLOSE, "finish", "finish", Map.of(), Map.of(), null, null, false, true, onFinish);
  }

  public static PlanPart parent(String kind, boolean sharesWorkspace, OnFinish onFinish) {
    return new PlanPart(
        Role.PARENT, kind, kind, Map.of(), Map.of(), null, null, false, sharesWorkspace, onFinish);
  }
}
